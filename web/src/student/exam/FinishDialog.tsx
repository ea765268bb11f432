import type { Content, Task } from "../../wire/messages.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/bits.tsx";
import { duration } from "../../ui/time.ts";
import { student as w } from "../../words/student.en.ts";
import { useJourney, useSession } from "../context.ts";
import css from "./exam.module.css";

const f = w.prompts.finish;

export function FinishDialog({ onClose }: { onClose: () => void }) {
  const session = useSession();
  return (
    <Dialog
      title={f.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{f.stay}</Button>
          <Button kind="primary" onClick={() => session.finish()}>{f.act}</Button>
        </>
      }
    >
      <div tabIndex={-1} autofocus class={css.quietFocus}>
        <Left />
        <p>{f.text}</p>
        <Missing />
      </div>
    </Dialog>
  );
}

function Left() {
  const left = useJourney().left.value;
  return left === null ? null : <p><strong>{f.left(duration(left / 1000))}</strong></p>;
}

/** Which tasks stand unsaved or empty, by their names. */
function Missing() {
  const { answers, connection, sitting } = useSession();
  const tasks = (sitting.content as Content | null)?.tasks ?? [];
  const unsaved = tasks.filter(({ id }) => (answers.saving.value[id] ?? "saved") !== "saved");
  const empty = tasks.filter(({ id }) => !(answers.texts.value[id] ?? "").trim());
  const saying = connection.state.value === "open" ? f.unsaved : f.unsavedOffline;
  return (
    <>
      {unsaved.length > 0 && <Named text={saying(unsaved.length)} tasks={unsaved} />}
      {empty.length > 0 && <Named text={f.empty(empty.length)} tasks={empty} />}
    </>
  );
}

function Named({ text, tasks }: { text: string; tasks: readonly Task[] }) {
  return (
    <div class={css.missing}>
      <Notice tone="warn">
        {text}
        <ul>{tasks.map(({ id, title }) => <li key={id}>{title}</li>)}</ul>
      </Notice>
    </div>
  );
}
