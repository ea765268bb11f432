/**
 * What the recorders really make is kept within the line that is promised to be enough. Some browsers make more than
 * they are asked for: Chromium 73 and 83 give every video at least 100 kbit/s, whatever its size, so that camera and
 * screen together fill 254. Pure: measurements come in, steps come out.
 */

import type { Source } from "../wire/frames.ts";
import { ratesOf, STEPS } from "./encoding.ts";

/** Of 256 kbit/s: the rest is for readings (6), the heads of frames, chat, and a still picture now and then. */
export const BUDGET_BITS = 200_000;
/** With this little together there is room for a step up. */
const ROOM_BITS = 80_000;
const HOLD_MS = 180_000;
const LONGEST_HOLD_MS = 1_800_000;

export interface Thrift {
  /** Steps below the level of the line, by source. */
  steps: Partial<Record<Source, number>>;
  /** Bits a second of the last segment that was made with these steps. */
  spent: Partial<Record<Source, number>>;
  roomMs: number | null;
  holdMs: number;
}

export const NO_THRIFT: Thrift = { steps: {}, spent: {}, roomMs: null, holdMs: HOLD_MS };

const stepOf = (thrift: Thrift, source: Source): number => thrift.steps[source] ?? 0;

function moved(thrift: Thrift, source: Source, by: number): Thrift {
  const { [source]: _old, ...spent } = thrift.spent; // measured anew
  return { ...thrift, spent, roomMs: null, steps: { ...thrift.steps, [source]: stepOf(thrift, source) + by } };
}

/** The source that exceeds its own plan the most and can still step down. */
function dearest(thrift: Thrift, level: number): Source | null {
  const over = (source: Source): number => {
    const { videoBits, audioBits } = ratesOf(source, level + stepOf(thrift, source));
    return (thrift.spent[source] ?? 0) - videoBits - audioBits;
  };
  const able = (Object.keys(thrift.spent) as Source[]).filter((one) => level + stepOf(thrift, one) < STEPS[one] - 1);
  return able.sort((a, b) => over(b) - over(a))[0] ?? null;
}

/** After a segment of `source` that made so many bits a second, recorded at the line's `level`. */
export function thriftAfter(before: Thrift, source: Source, bits: number, level: number, nowMs: number): Thrift {
  const thrift = { ...before, spent: { ...before.spent, [source]: bits } };
  const total = Object.values(thrift.spent).reduce((sum, one) => sum + one, 0);
  if (total > BUDGET_BITS) {
    const down = dearest(thrift, level);
    const holdMs = Math.min(thrift.holdMs * 2, LONGEST_HOLD_MS); // what was too much once will be again
    return down ? { ...moved(thrift, down, 1), holdMs } : { ...thrift, roomMs: null };
  }
  const frugal = (Object.keys(thrift.steps) as Source[]).find((one) => stepOf(thrift, one) > 0);
  if (!frugal || total > ROOM_BITS) return { ...thrift, roomMs: null };
  const roomMs = thrift.roomMs ?? nowMs;
  return nowMs - roomMs > thrift.holdMs ? moved(thrift, frugal, -1) : { ...thrift, roomMs };
}
