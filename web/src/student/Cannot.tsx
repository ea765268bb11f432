import { Notice } from "../ui/bits.tsx";
import { student as w } from "../words/student.en.ts";
import { AskThem } from "./Contact.tsx";
import { useSession } from "./context.ts";
import css from "./student.module.css";
import { troubleOf } from "./texts.ts";

const c = w.rules.cannot;

/** What keeps this browser out of this exam: the first thing on the page, before anybody agrees to anything. */
export function Stands() {
  const { problem } = useSession().checks.foresee();
  if (!problem) return null;
  const [what, cure] = troubleOf("browser", problem);
  return (
    <Notice tone="bad" alert>
      <p><strong>{what}.</strong> {cure}</p>
      <p>{c.stands} <AskThem ask={c.ask} /></p>
    </Notice>
  );
}

/** Where nothing can be recorded, and pictures will do. */
export function StillsInstead() {
  const { problem, stills } = useSession().checks.foresee();
  return problem || !stills ? null : <Notice tone="warn"><p>{w.check.stills}</p></Notice>;
}

/** What cannot be looked at here. Of no use to somebody who needs another browser. */
export function Cannot({ title, names }: { title: string; names: readonly string[] }) {
  const { problem } = useSession().checks.foresee();
  if (problem || !names.length) return null;
  return (
    <section class={css.block}>
      <h2>{title}</h2>
      <ul class={css.plainList}>{names.map((name) => <li key={name}>{w.trackers[name] ?? name}</li>)}</ul>
      <p class={css.soft}>{w.check.notAvailableHint}</p>
    </section>
  );
}
