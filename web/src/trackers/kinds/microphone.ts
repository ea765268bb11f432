/** m1: the microphone delivers no sound of the room: it ended, is muted, silent, or far quieter than at the check. */

import { type Looks, tracker } from "../tracker";

type Parameter = "silent_dbfs" | "below_check_in_db";
const WINDOW_S = 30;
const PERCENTILE = 0.95;
/** How far the 95th percentile of a quiet room's seconds lies above their mean. */
const ROOM_SWING_DB = 6;

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NEGATIVE_INFINITY;
}

/**
 * What the microphone should at least hear. The room's tone bounds it, because the check may have asked the student
 * to speak, and a student who keeps silent through the exam does nothing wrong.
 */
export function expectedDbfs({ micDbfs, roomDbfs }: { micDbfs?: number; roomDbfs?: number }): number | null {
  if (micDbfs === undefined && roomDbfs === undefined) return null;
  return Math.min(micDbfs ?? Number.POSITIVE_INFINITY, (roomDbfs ?? Number.POSITIVE_INFINITY) + ROOM_SWING_DB);
}

export function microphoneWatch(
  parameters: Record<Parameter, number>,
  reference: () => { micDbfs?: number; roomDbfs?: number },
) {
  let means: number[] = [];
  let fault: string | null = null;
  let peak: number | null = null;

  function faultOf({ state, level }: Looks["sound"]): string | null {
    if (state !== "live") return state;
    if (!level) return null;
    means = [...means, level.mean_dbfs].slice(-WINDOW_S);
    if (level.peak_dbfs < parameters.silent_dbfs) return "silent";
    const expected = expectedDbfs(reference());
    if (expected === null || means.length < WINDOW_S) return null;
    return percentile(means, PERCENTILE) < expected - parameters.below_check_in_db ? "quieter" : null;
  }

  return {
    sound(look: Looks["sound"]) {
      if (look.state !== "live") means = [];
      fault = faultOf(look);
      peak = look.level?.peak_dbfs ?? null;
      return fault === null && !look.level ? null : fault !== null;
    },
    detail: () => ({ reason: fault, peak_dbfs: peak === null ? null : Math.round(Math.max(peak, -120)) }),
  };
}

export const microphone = tracker<Parameter>({
  name: "microphone",
  parameters: { silent_dbfs: -70, below_check_in_db: 12 },
  canRun: (abilities) => abilities.sound,
  watch(parameters, around) {
    const watcher = microphoneWatch(parameters, () => around.reference);
    return { ...watcher, sound: (look) => (around.required.microphone ? watcher.sound(look) : null) };
  },
});
