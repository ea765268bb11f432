import { useEffect, useState } from "preact/hooks";
import { Button } from "../../ui/Button.tsx";
import { organizer as w } from "../../words/organizer.en.ts";
import css from "./parts.module.css";

const STEP = 200; // rows a slow laptop draws without a pause

/** The first rows of a long list that is here whole; more on demand. `key`: what the list was filtered by. */
export function useCut<T>(rows: readonly T[], key: string): { shown: readonly T[]; hidden: number; more: () => void } {
  const [most, setMost] = useState(STEP);
  useEffect(() => setMost(STEP), [key]);
  const shown = rows.length > most ? rows.slice(0, most) : rows;
  return { shown, hidden: rows.length - shown.length, more: () => setMost(most + STEP) };
}

export function Rest({ hidden, more }: { hidden: number; more: () => void }) {
  if (!hidden) return null;
  return (
    <div class={css.more}>
      <Button onClick={more}>{w.common.more} ({w.common.hidden(hidden)})</Button>
    </div>
  );
}
