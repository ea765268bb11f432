import type { Bounds } from "./spans.ts";

/** A leading picture may be this far from the clock, in ms of the viewer's time, and still be believed. */
const BELIEVED_MS = 1500;
export const RATES = [0.5, 1, 1.5, 2, 4, 8, 16] as const;

export interface Step {
  at: number;
  ended: boolean; // at the end of a recording that is over
  edge: boolean; // at the newest moment of one that still goes on
}

/**
 * The clock after some time of the viewer's. A picture that plays leads (its sound must not be bent); across a hole, or
 * where the leader is lost, the clock goes on by itself.
 */
export function stepped(at: number, elapsed: number, rate: number, leader: number | null, bounds: Bounds): Step {
  const alone = at + elapsed * rate;
  const believed = leader !== null && Math.abs(leader - alone) <= BELIEVED_MS * Math.max(1, rate);
  const next = believed ? (leader as number) : alone;
  if (next < bounds.limit) return { at: Math.max(next, bounds.from), ended: false, edge: false };
  return { at: bounds.limit, ended: !bounds.live, edge: bounds.live };
}

/** The next faster or slower speed. */
export function nextRate(rate: number, by: 1 | -1): number {
  const i = RATES.findIndex((r) => r >= rate);
  const at = Math.min(Math.max((i < 0 ? RATES.length - 1 : i) + by, 0), RATES.length - 1);
  return RATES[at] as number;
}
