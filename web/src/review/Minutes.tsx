import type { Bounds, Stretch } from "../state/review/spans.ts";
import { percentOf } from "../state/review/timeline.ts";
import type { Body } from "../wire/http.ts";
import { review as words } from "../words/review.en.ts";
import { trackerName } from "../words/trackers.en.ts";
import { percent } from "./describe.ts";
import css from "./timeline.module.css";

type Minute = Body<"Minute">;

const MINUTE_MS = 60_000;
const LEVELS = [0.001, 0.1, 0.25, 0.5, 0.75]; // from where on each darker colour holds

const levelOf = (value: number): number => LEVELS.filter((least) => value >= least).length;

export function minuteText({ value, tracker }: Minute): string {
  if (value === null) return words.minuteUnknown;
  if (!tracker || value === 0) return words.minuteCalm;
  return words.minuteValue(trackerName(tracker), percent(value));
}

function stretchOf(minute: Minute, bounds: Bounds): Stretch {
  const from = Date.parse(minute.at);
  return { from: Math.max(from, bounds.from), to: Math.min(from + MINUTE_MS, bounds.to) };
}

/** One coloured field for each minute; what nobody could observe is hatched. */
export function Minutes({ minutes, bounds }: { minutes: readonly Minute[]; bounds: Bounds }) {
  return (
    <div class={css.minutes} data-minutes>
      {minutes.map((minute) => {
        const { from, to } = stretchOf(minute, bounds);
        if (to <= from) return null;
        const left = percentOf(from, bounds);
        const level = minute.value === null ? css.unknown : css[`level${levelOf(minute.value)}`];
        return <span key={minute.at} class={level} style={{ left: `${left}%`, width: `${percentOf(to, bounds) - left}%` }} />;
      })}
    </div>
  );
}
