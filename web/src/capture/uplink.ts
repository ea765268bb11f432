/** How much the line carries upwards. */

import { sendBytes } from "../wire/http.ts";

/** Each is sent once, the smallest first, as long as there is time: 2.6 s on a line of 256 kbit/s, of which the
 * largest is then left out. */
const SIZES = [1_000, 4_000, 16_000, 64_000, 192_000];
const TIME_MS = 5000;
const PATH = "/api/sitting/uplink";

export interface Trial {
  bytes: number;
  ms: number;
}

/** kbit/s. The time of the smallest is the way there and back; what the larger ones took beyond it is the line's. */
export function rateOf(trials: readonly Trial[]): number {
  const [first] = trials;
  const largest = trials[trials.length - 1];
  if (!first || !largest) return 0;
  if (first === largest) return (first.bytes * 8) / first.ms;
  return ((largest.bytes - first.bytes) * 8) / Math.max(1, largest.ms - first.ms);
}

/** Content that no proxy can press together. `getRandomValues` gives 64 KB at a time. */
function noise(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}

async function trialOf(bytes: number): Promise<Trial> {
  const body = noise(bytes);
  const begun = performance.now();
  await sendBytes(PATH, body);
  return { bytes, ms: Math.max(0.1, performance.now() - begun) };
}

function after(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, ms, null));
}

/** kbit/s, in at most about 5 s. Throws `Refusal` when the server does not answer at all; 0 when not even the smallest
 * parcel went through in time. `send` is for the tests. */
export async function measureUplink(send: (bytes: number) => Promise<Trial> = trialOf): Promise<number> {
  const begun = performance.now();
  const trials: Trial[] = [];
  for (const size of SIZES) {
    const left = TIME_MS - (performance.now() - begun);
    const expected = trials.length > 1 ? (size * 8) / rateOf(trials) : 0;
    if (expected > left) break;
    const trial = await Promise.race([send(size), after(left)]);
    if (!trial) break;
    trials.push(trial);
  }
  return Math.round(rateOf(trials));
}
