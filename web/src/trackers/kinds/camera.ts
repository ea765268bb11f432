/** c1: the camera delivers no live picture: it ended, is muted, sends nothing, black, or one and the same frame. */

import { type Answer, type Looks, type Sight, tracker } from "../tracker";
import { isBlack, isDark, lightOf } from "../light";

type Parameter = "dark_mean" | "dark_spread" | "dim_s" | "frozen_s" | "no_frame_s";
const PARAMETERS: Record<Parameter, number> = { dark_mean: 16, dark_spread: 8, dim_s: 60, frozen_s: 10, no_frame_s: 2 };
/** The detector looks twice a second, once on a slow machine, and misses one or the other. */
const FACE_FRESH_MS = 3000;

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

/** Dark pictures: what the face detector found in them decides, where it looks. */
class Darkness {
  private since: number | null = null;

  constructor(private readonly parameters: Pick<Record<Parameter, number>, "dark_mean" | "dark_spread" | "dim_s">) {}

  /** "dark": there is nothing to see. "dim": nobody was found in it for long. Null: all right; undefined: unknown. */
  of(copy: Uint8ClampedArray, at_ms: number, { faceAt, lookedAt }: Sight): "dark" | "dim" | null | undefined {
    const light = lightOf(copy);
    if (!isDark(light, this.parameters)) {
      this.since = null;
      return null;
    }
    this.since ??= at_ms;
    const last = Math.max(this.since, faceAt ?? 0);
    if (faceAt !== null && faceAt >= this.since && at_ms - faceAt <= FACE_FRESH_MS) return null;
    if (isBlack(light, this.parameters)) return "dark";
    const looked = lookedAt !== null && at_ms - lookedAt <= FACE_FRESH_MS;
    return looked && at_ms - last >= this.parameters.dim_s * 1000 ? "dim" : undefined;
  }
}

const UNSEEN: Sight = { dark: false, faceAt: null, lookedAt: null };

export function cameraWatch(parameters: Record<Parameter, number>, sight: () => Sight = () => UNSEEN) {
  const stillness = new Stillness();
  const darkness = new Darkness(parameters);
  let fault: string | null = null;

  function faultOf({ at_ms, state, copy, silent_ms }: Looks["picture"]): string | null | undefined {
    const silent = silent_ms >= parameters.no_frame_s * 1000;
    if (!copy) stillness.forget();
    if (state !== "live") return state === "missing" && !silent ? undefined : state;
    if (!copy) return silent ? "no_frame" : undefined;
    const dark = darkness.of(copy, at_ms, sight());
    const still = stillness.of(copy, at_ms) >= parameters.frozen_s * 1000;
    return dark === "dark" || !still ? dark : "frozen";
  }

  return {
    picture(look: Looks["picture"]): Answer {
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
    const watcher = cameraWatch(parameters, () => around.sight);
    return { ...watcher, picture: (look) => (around.required.camera ? watcher.picture(look) : null) };
  },
});
