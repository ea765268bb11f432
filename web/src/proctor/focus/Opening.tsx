import { useSignal } from "@preact/signals";
import { Link } from "../../staff/router.ts";
import type { Board } from "../../state/proctor/board.ts";
import type { Focus } from "../../state/proctor/focus.ts";
import { Empty } from "../../ui/bits.tsx";
import { Button, Spinner } from "../../ui/Button.tsx";
import type { Refusal } from "../../wire/http.ts";
import { proctor as w } from "../../words/proctor.en.ts";
import { GRID } from "../moves.ts";
import { useKeys } from "../hooks.ts";
import { plainKey } from "../keys.ts";
import { Calls } from "./Calls.tsx";
import css from "./focus.module.css";
import { leaveFocus } from "./keys.ts";

export function Opening() {
  return <div class={css.opening} role="status"><Spinner /> {w.loading}</div>;
}

const isPassing = (refusal: Refusal): boolean => refusal.status === 0 || refusal.status >= 500;

function Again({ focus }: { focus: Focus }) {
  const busy = useSignal(false);
  const again = async () => {
    busy.value = true;
    await focus.load();
    busy.value = false;
  };
  return <Button small busy={busy.value} onClick={() => void again()}>{w.focus.again}</Button>;
}

const sentence = (refusal: Refusal): string => (isPassing(refusal) ? w.focus.away : refusal.message);

/** The fetched part is missing, while the live part is there. */
export function Trouble({ focus }: { focus: Focus }) {
  const refusal = focus.refusal.value;
  if (!refusal) return null;
  return (
    <div class={css.trouble} role="alert">
      <span>{isPassing(refusal) ? "" : `${w.focus.refused}: `}{sentence(refusal)}</span>
      <Again focus={focus} />
    </div>
  );
}

interface RefusedProps {
  board: Board;
  focus: Focus;
  refusal: Refusal;
  gone: boolean;
}

/** Nothing can be shown of this session. */
export function Refused({ board, focus, refusal, gone }: RefusedProps) {
  useKeys((event) => plainKey(event) === "Escape" && leaveFocus(board, focus.session));
  return (
    <div class={css.focus}>
      <Calls board={board} session={focus.session} />
      <Empty title={gone ? w.focus.gone : w.focus.refused}>
        <p>{gone ? w.focus.goneHint : sentence(refusal)}</p>
        <p class={css.ways}>
          <Link to={GRID}>{w.focus.back}</Link>
          {!gone && <Again focus={focus} />}
        </p>
      </Empty>
    </div>
  );
}
