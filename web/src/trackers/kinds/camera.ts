/** c1: the camera delivers no live picture: it ended, is muted, sends nothing, black, or one and the same frame. */

import { COPY, type Looks, tracker } from "../tracker";

type Parameter = "dark_mean" | "dark_spread" | "frozen_s" | "no_frame_s";
const PARAMETERS: Record<Parameter, number> = { dark_mean: 16, dark_spread: 8, frozen_s: 10, no_frame_s: 2 };

/** Mean and standard deviation of luma (0 to 255, Rec. 601). */
export function luma(rgba: Uint8ClampedArray): { mean: number; spread: number } {
  const pixels = COPY.width * COPY.height;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < pixels * 4; i += 4) {
    const y = 0.299 * (rgba[i] ?? 0) + 0.587 * (rgba[i + 1] ?? 0) + 0.114 * (rgba[i + 2] ?? 0);
    sum += y;
    squares += y * y;
  }
  const mean = sum / pixels;
  return { mean, spread: Math.sqrt(Math.max(0, squares / pixels - mean * mean)) };
}

/** A live sensor's noise changes some pixel of every frame; only a still picture stays bit for bit the same. */
export const identical = (a: Uint8ClampedArray, b: Uint8ClampedArray): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

class Stillness {
  private last: Uint8ClampedArray | null = null;
  private since = 0;

  /** For how long (ms) the picture has been exactly this one. */
  of(copy: Uint8ClampedArray, at_ms: number): number {
    if (!this.last || !identical(this.last, copy)) {
      this.last = copy;
      this.since = at_ms;
    }
    return at_ms - this.since;
  }

  forget(): void {
    this.last = null;
  }
}

export function cameraWatch(parameters: Record<Parameter, number>) {
  const stillness = new Stillness();
  let fault: string | null = null;

  function faultOf({ at_ms, state, copy, silent_ms }: Looks["picture"]): string | null | undefined {
    const silent = silent_ms >= parameters.no_frame_s * 1000;
    if (!copy) stillness.forget();
    if (state !== "live") return state === "missing" && !silent ? undefined : state;
    if (!copy) return silent ? "no_frame" : undefined;
    const { mean, spread } = luma(copy);
    if (mean < parameters.dark_mean && spread < parameters.dark_spread) return "dark";
    return stillness.of(copy, at_ms) >= parameters.frozen_s * 1000 ? "frozen" : null;
  }

  return {
    picture(look: Looks["picture"]) {
      const found = faultOf(look);
      fault = found ?? null;
      return found === undefined ? null : found !== null;
    },
    detail: () => ({ reason: fault }),
  };
}

export const camera = tracker<Parameter>({
  name: "camera",
  parameters: PARAMETERS,
  canRun: () => true,
  watch(parameters, around) {
    const watcher = cameraWatch(parameters);
    return { ...watcher, picture: (look) => (around.required.camera ? watcher.picture(look) : null) };
  },
});
