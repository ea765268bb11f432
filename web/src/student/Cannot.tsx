import { Notice } from "../ui/bits.tsx";
import { student as w } from "../words/student.en.ts";
import { useSession } from "./context.ts";
import css from "./student.module.css";
import { troubleOf } from "./texts.ts";

const c = w.rules.cannot;

/** What this browser cannot do for this exam, said before anybody agrees to anything. */
export function Cannot() {
  const { problem, unavailable } = useSession().checks.foresee();
  const [what, cure] = troubleOf("browser", problem ?? undefined);
  return (
    <>
      {problem && (
        <Notice tone="bad" alert>
          <p><strong>{what}.</strong> {cure}</p>
          <p>{c.stands} {c.ask}</p>
        </Notice>
      )}
      {unavailable.length > 0 && (
        <section class={css.block}>
          <h2>{c.trackers}</h2>
          <ul class={css.plainList}>{unavailable.map((name) => <li key={name}>{w.trackers[name] ?? name}</li>)}</ul>
          <p class={css.soft}>{w.check.notAvailableHint}</p>
        </section>
      )}
    </>
  );
}
