/** Time left, as a rule of what to say about it. */

export const MINUTE_MS = 60_000;
const WARN_MIN = [5, 1] as const;
/** How long a reminder stays: long enough to be noticed by somebody who is writing. */
const SHOWN_MS = 30_000;

export type Tone = "plain" | "warn" | "bad";

export function leftMs(endsAt: string | null, nowMs: number): number | null {
  return endsAt === null ? null : Math.max(0, Date.parse(endsAt) - nowMs);
}

export function toneOf(left: number | null): Tone {
  if (left === null || left > 5 * MINUTE_MS) return "plain";
  return left > MINUTE_MS ? "warn" : "bad";
}

/** The reminder that is due: minutes left, or null. Short exams get none that would come at their beginning. */
export function reminderOf(left: number | null, wholeMs: number): number | null {
  if (left === null || left <= 0) return null;
  const due = WARN_MIN.find((minutes) => {
    const at = minutes * MINUTE_MS;
    return wholeMs > at + SHOWN_MS && left <= at && left > at - SHOWN_MS;
  });
  return due ?? null;
}
