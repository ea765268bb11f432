import { Button, Spinner } from "../ui/Button.tsx";
import { student as w } from "../words/student.en.ts";
import { useSession } from "./context.ts";
import { Tick } from "./icons.tsx";
import css from "./student.module.css";

const g = w.check.gaze;

/** The last line of the equipment check: a look at marked points. Nobody is kept from the exam by it. */
export function LessonRow() {
  const { lesson } = useSession();
  const state = lesson.state.value;
  if (state === "unable") return null;
  return (
    <li class={state === "done" ? `${css.check} ${css.ok}` : css.check}>
      <span class={css.sign}>
        {state === "done" ? <Tick /> : state === "loading" ? <Spinner /> : <span class={css.dot} />}
      </span>
      <div class={css.checkText}>
        <h2>{g.name}<span class="visually-hidden">: {g.states[state]}</span></h2>
        <p role="status">{state === "done" ? outcome(lesson.learned.value?.reference?.learned) : state === "loading" ? g.loading : g.ready}</p>
        {state === "ready" && <Button kind="primary" onClick={() => void lesson.run()}>{g.run}</Button>}
        {state === "done" && <Button onClick={() => void lesson.run()}>{g.again}</Button>}
      </div>
    </li>
  );
}

function outcome(learned: string | undefined): string {
  if (learned === "points") return g.learned;
  return learned ? g.middle : g.none;
}

/** Over the whole window while the student looks. */
export function Marks() {
  const mark = useSession().lesson.mark.value;
  if (!mark) return null;
  return (
    <div class={css.marks} role="dialog" aria-modal="true" aria-label={g.look}>
      <p class={mark.side === "centre" ? css.marksHint : `${css.marksHint} ${css.faint}`}>{g.hint}</p>
      <span class={css.mark} style={{ left: `${mark.x * 100}%`, top: `${mark.y * 100}%` }} />
    </div>
  );
}
