import type { Signal } from "@preact/signals";
import css from "./timeline.module.css";

export interface ToldAt {
  x: number; // px, of the mark's middle
  y: number; // px, of its upper edge
  lines: string[];
}

const ROOM_PX = 280;

export function placeOf(mark: Element): Pick<ToldAt, "x" | "y"> {
  const box = mark.getBoundingClientRect();
  return { x: box.left + Math.min(box.width / 2, 200), y: box.top };
}

/** What the mark under the pointer or the cursor is. The mark's own name says the same to a screen reader. */
export function Told({ at }: { at: Signal<ToldAt | null> }) {
  const told = at.value;
  if (!told) return null;
  const left = Math.max(8, Math.min(told.x - ROOM_PX / 2, window.innerWidth - ROOM_PX - 8));
  return (
    <div class={css.told} style={{ left: `${left}px`, bottom: `${window.innerHeight - told.y + 8}px` }} aria-hidden="true">
      {told.lines.map((line, i) => (i ? <span key={line}>{line}</span> : <strong key={line}>{line}</strong>))}
    </div>
  );
}
