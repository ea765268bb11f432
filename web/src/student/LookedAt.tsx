import { student as w } from "../words/student.en.ts";
import css from "./student.module.css";

/** Closed at first: who wants to know can read it before agreeing. */
export function LookedAt({ trackers }: { trackers: readonly string[] }) {
  if (!trackers.length) return null;
  return (
    <details class={css.looked}>
      <summary>{w.rules.looked} ({trackers.length})</summary>
      <ul class={css.plainList}>{trackers.map((name) => <li key={name}>{w.trackers[name] ?? name}</li>)}</ul>
      <p class={css.soft}>{w.rules.lookedHint}</p>
    </details>
  );
}

/** A word of its own: without it nothing of the rhythm outlives the session. */
export function Typing({ keep, onKeep }: { keep: boolean; onKeep(keep: boolean): void }) {
  return (
    <section class={css.block}>
      <h2>{w.rules.typing.title}</h2>
      <p>{w.rules.typing.text}</p>
      <label class={css.choice}>
        <input type="checkbox" checked={keep} onChange={(e) => onKeep(e.currentTarget.checked)} />
        <span>{w.rules.typing.keep}</span>
      </label>
    </section>
  );
}
