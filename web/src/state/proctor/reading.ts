/** What a tracker says at the moment; pure. */

export type Reading = { kind: "value"; share: number } | { kind: "unknown" } | { kind: "unavailable" };

const STALE_MS = 6000;

export interface Readings {
  values: Readonly<Record<string, number | null>>;
  atMs: number; // the second they are of
}

/** Unknown is also what was read too long ago: an old value would look like a present one. */
export function readingOf(tracker: string, readings: Readings, unavailable: readonly string[], now: number): Reading {
  if (unavailable.includes(tracker)) return { kind: "unavailable" };
  const share = now - readings.atMs > STALE_MS ? null : readings.values[tracker];
  return typeof share === "number" ? { kind: "value", share } : { kind: "unknown" };
}
