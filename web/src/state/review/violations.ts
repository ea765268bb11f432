import type { Body } from "../../wire/http.ts";

export type Violation = Body<"Violation">;
export type Order = "severity" | "time";

const RANK: Record<Violation["severity"], number> = { serious: 0, minor: 1, hint: 2 };
export const LEAD_IN_MS = 3000; // what led to it belongs to it
const HERE_MS = 500;

export const beginOf = (v: Violation): number => Date.parse(v.started_at);

/** Of one that still lasts, the end is as far as the session has come. */
export const endOf = (v: Violation, now: number): number => (v.ended_at ? Date.parse(v.ended_at) : Math.max(now, beginOf(v)));

/** Looked for once in the whole session: it has no length, and counts only once a person has confirmed it. */
export const isFind = (v: Violation): boolean => v.tracker === "similar_profile";

/** What counts first, what was dismissed last; within that by severity or by time alone. */
export function ordered(violations: readonly Violation[], order: Order): Violation[] {
  const rank = (v: Violation) => (v.dismissed ? 10 : 0) + (order === "severity" ? RANK[v.severity] : 0);
  return [...violations].sort((a, b) => rank(a) - rank(b) || beginOf(a) - beginOf(b));
}

/** Where to jump to see one: a little before it. */
export const entryOf = (v: Violation): number => beginOf(v) - LEAD_IN_MS;

/** The violation after or before the clock; a moment's leeway, so that pressing the key again goes on. */
export function neighbour(violations: readonly Violation[], at: number, by: 1 | -1): Violation | null {
  const counted = violations.filter((v) => !v.dismissed).sort((a, b) => beginOf(a) - beginOf(b));
  if (by === 1) return counted.find((v) => entryOf(v) > at + HERE_MS) ?? null;
  // A press while one is being watched goes to the one before it, not back to its own beginning.
  return [...counted].reverse().find((v) => entryOf(v) < at - LEAD_IN_MS) ?? null;
}
