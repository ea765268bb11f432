import type { Signal } from "@preact/signals";
import type { Lane } from "../state/review/timeline.ts";
import { timeOfDaySeconds } from "../ui/time.ts";
import type { Body } from "../wire/http.ts";
import { saidOfMark } from "./describe.ts";
import { minuteText } from "./Minutes.tsx";
import css from "./timeline.module.css";

export interface HoverAt {
  x: number;
  y: number;
  lines: string[];
}

const MINUTE_MS = 60_000;

/** What lies under the pointer: a mark, a minute, or only the time. */
export function hoverAt(e: PointerEvent, at: number, lanes: readonly Lane[], minutes: readonly Body<"Minute">[]): HoverAt {
  const target = e.target as Element;
  const id = target.closest("[data-mark]")?.getAttribute("data-mark");
  const mark = id ? lanes.flatMap((lane) => lane.marks).find((m) => m.id === id) : undefined;
  const minute = target.closest("[data-minutes]")
    ? minutes.find((m) => Date.parse(m.at) <= at && at < Date.parse(m.at) + MINUTE_MS)
    : undefined;
  const lines = mark ? saidOfMark(mark) : minute ? [timeOfDaySeconds(at), minuteText(minute)] : [timeOfDaySeconds(at)];
  return { x: e.clientX, y: e.clientY, lines };
}

const ROOM_PX = 300;

export function Hover({ at }: { at: Signal<HoverAt | null> }) {
  const now = at.value;
  if (!now) return null;
  const left = now.x > window.innerWidth - ROOM_PX;
  const place = left ? { right: `${window.innerWidth - now.x + 12}px` } : { left: `${now.x + 12}px` };
  return (
    <div class={css.hover} style={{ ...place, bottom: `${window.innerHeight - now.y + 14}px` }} aria-hidden="true">
      {now.lines.map((line, i) => <div key={i}>{line}</div>)}
    </div>
  );
}
