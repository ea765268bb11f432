import type { Need } from "../state/proctor/order.ts";
import { duration } from "../ui/time.ts";
import { proctor as w } from "../words/proctor.en.ts";
import type { Sign } from "./icons.tsx";

export type Level = "good" | "warn" | "bad";

/** Under the second a template's usual threshold for review lies. */
const GOOD = 90;
const MIDDLING = 80;

export const levelOf = (credibility: number): Level =>
  credibility >= GOOD ? "good" : credibility >= MIDDLING ? "warn" : "bad";

export const LEVEL_SIGN: Record<Level, Sign> = { good: "high", warn: "middle", bad: "low" };

/** Whole points, but never 100 for anything that lost some. */
export const points = (n: number): string => String(n >= 100 ? 100 : Math.min(99, Math.round(n)));

export const since = (fromMs: number, nowMs: number): string => duration((nowMs - fromMs) / 1000);

/** Short stretches in seconds, longer ones as a clock. */
export function length(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  return s < 60 ? `${s} s` : duration(s);
}

export const stateName = (state: string): string => w.state[state] ?? state;
export const needName = (need: Need): string => w.need[need];
export const eventName = (kind: string): string => w.event[kind] ?? kind.replace(/_/g, " ");
