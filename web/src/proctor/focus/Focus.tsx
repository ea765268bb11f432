import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Board } from "../../state/proctor/board.ts";
import { type Focus, mayUse } from "../../state/proctor/focus.ts";
import { type Subject, subjectOf } from "../../state/proctor/subject.ts";
import { AddMinutes } from "../../staff/times/AddMinutes.tsx";
import { extendSession } from "../../state/staff/times.ts";
import { KeyList } from "../KeyList.tsx";
import { Calls } from "./Calls.tsx";
import { Drawer } from "./Drawer.tsx";
import css from "./focus.module.css";
import { Header } from "./Header.tsx";
import { useFocusKeys } from "./keys.ts";
import { Opening, Refused, Trouble } from "./Opening.tsx";
import type { PartProps } from "./parts.ts";
import { Side } from "./Side.tsx";
import { Stage } from "./Stage.tsx";
import { Terminate } from "./Terminate.tsx";
import { Timeline } from "./Timeline.tsx";
import { View } from "./view.ts";
import { Warn } from "./Warn.tsx";

const GONE = new Set([403, 404]);

const useSubject = (board: Board, focus: Focus): Subject | null =>
  useComputed(() => subjectOf(board.tiles.value.get(focus.session), focus.page.value)).value;

function Dialogs(props: PartProps) {
  const { focus, view, subject } = props;
  const page = focus.page.value;
  const close = () => {
    view.asking.value = null;
  };
  return (
    <>
      {view.asking.value === "warn" && !subject.over && mayUse(page, "warning") && <Warn {...props} onClose={close} />}
      {view.asking.value === "minutes" && !subject.over && (
        <AddMinutes
          whom={subject.student} endsMs={subject.state === "running" ? subject.endsMs : null} onClose={close} onDone={() => void focus.load()}
          given={page && { session: focus.session, minutes: page.session.extra_min }}
          send={(body) => extendSession(focus.session, body)}
        />
      )}
      {view.asking.value === "terminate" && !subject.over && mayUse(page, "termination") && <Terminate {...props} onClose={close} />}
      {view.keys.value && <KeyList onClose={() => { view.keys.value = false; }} />}
    </>
  );
}

function Student(props: PartProps) {
  useFocusKeys(props);
  return (
    <div class={css.focus}>
      <Header {...props} />
      <Trouble focus={props.focus} />
      <Calls board={props.board} session={props.focus.session} />
      <div class={css.body}>
        <div class={css.main}>
          <Stage {...props} />
          <Timeline {...props} />
        </div>
        <Side {...props} />
        {props.view.drawer.value && <Drawer board={props.board} view={props.view} />}
      </div>
      <Dialogs {...props} />
    </div>
  );
}

function Known({ board, focus }: { board: Board; focus: Focus }) {
  const view = useMemo(() => new View(), []);
  const subject = useSubject(board, focus);
  const refusal = focus.refusal.value;
  if (refusal && (GONE.has(refusal.status) || !subject)) return <Refused board={board} focus={focus} refusal={refusal} gone={GONE.has(refusal.status)} />;
  if (!subject) return <Opening />;
  return <Student board={board} focus={focus} subject={subject} view={view} />;
}

/** One student large, with everything that is known of the session and everything that can be done. */
export function FocusPage({ board, session }: { board: Board; session: string }) {
  const focus = board.focus.value;
  return focus?.session === session ? <Known board={board} focus={focus} /> : <Opening />;
}
