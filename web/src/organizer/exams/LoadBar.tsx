import { organizer as w } from "../../words/organizer.en.ts";
import css from "./exams.module.css";

const p = w.proctors;

/** How many sessions a proctor has, and would have. */
export function LoadBar({ name, now, after, scale }: { name: string; now: number; after: number | null; scale: number }) {
  const width = (n: number) => ({ width: `${Math.min(100, (100 * n) / scale)}%` });
  const moved = after !== null && after !== now;
  return (
    <span class={css.load} title={p.bar(name, now, after ?? now)}>
      <span class={css.track} aria-hidden="true">
        {after !== null && <span class={css.after} style={width(after)} />}
        <span class={css.now} style={width(Math.min(now, after ?? now))} />
      </span>
      <span class={css.loadNumber}>{now}{moved && <> → <b>{after}</b></>}</span>
    </span>
  );
}

export const LoadKeys = () => <p class={css.keys}><span>{p.now}</span><span>{p.after}</span></p>;
