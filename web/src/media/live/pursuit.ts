/** How a live picture keeps close to its newest moment. All times in seconds of the element's own clock. */

export interface Range {
  from: number;
  to: number;
}

export interface Pursuit {
  rate: number;
  seek: number | null;
}

/** Chunks come every half second: nearer than this and the next one would come too late. */
const NEAR_S = 0.6;
const CLOSEST_S = 0.35;
const FARTHEST_S = 1.2;
const FAR_S = 2;
const JUMP_S = 4;
/** While a picture joins, the segment so far comes in at once: do not play through it. */
const JOIN_JUMP_S = 1.4;
const EDGE_S = 0.15; // what a decoder may leave unplayed before a hole

function rateFor(behind: number): number {
  if (behind > FAR_S) return 1.25;
  if (behind > FARTHEST_S) return 1.08;
  return behind < CLOSEST_S ? 0.94 : 1;
}

const near = ({ from, to }: Range): number => Math.max(from + 0.01, to - NEAR_S);

/** `null` while nothing is buffered. */
export function pursue(at: number, ranges: readonly Range[], joining: boolean): Pursuit | null {
  const last = ranges[ranges.length - 1];
  if (!last) return null;
  const behind = last.to - at;
  if (behind > (joining ? JOIN_JUMP_S : JUMP_S)) return { rate: 1, seek: near(last) };
  const here = ranges.find((r) => at >= r.from - 0.01 && at < r.to - EDGE_S);
  const next = ranges.find((r) => r.from > at);
  if (!here && next) return { rate: 1, seek: next.from + 0.01 };
  if (at > last.to + 0.5) return { rate: 1, seek: near(last) };
  return { rate: rateFor(behind), seek: null };
}

const KEEP_S = 15;
/** A little before the segment's first frame, so that the frame itself stays: all that follows hangs on it. */
const BEFORE_S = 0.1;

/** Until where the buffer may be emptied; only whole segments go, for the rest of a cut one could not be decoded. */
export function trimTo(at: number, ranges: readonly Range[], segmentStarts: readonly number[]): number | null {
  const from = ranges[0]?.from;
  if (from === undefined || at - from < KEEP_S) return null;
  const start = [...segmentStarts].reverse().find((s) => s < at - 1);
  return start !== undefined && start - BEFORE_S > from ? start - BEFORE_S : null;
}

/** Age of the picture that is shown: the newest chunk ends at `edgeMs` on the server's clock and at `to` in the buffer. */
export function latencyMs(nowMs: number, edgeMs: number, at: number, to: number): number {
  return Math.round(nowMs - (edgeMs - (to - at) * 1000));
}
