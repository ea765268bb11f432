import { Button } from "../ui/Button.tsx";
import { timeOfDaySeconds, withZone } from "../ui/time.ts";
import { student as w } from "../words/student.en.ts";
import { useSession } from "./context.ts";
import css from "./student.module.css";
import { refusalText } from "./texts.ts";

const r = w.reopened;

/** Nobody has to stay on a page that is over, and nobody who was told of a reopening waits for it to look. */
export function AskReopened() {
  const { reopening } = useSession();
  const overAt = reopening.overAt.value;
  const fault = reopening.fault.value;
  return (
    <section class={css.reopened} aria-label={r.label}>
      <p>{r.text}</p>
      <Button busy={reopening.busy.value} onClick={() => void reopening.ask()}>{r.act}</Button>
      <p role="status">{fault ? refusalText(fault) : overAt !== null && r.no(withZone(timeOfDaySeconds(overAt)))}</p>
    </section>
  );
}
