/**
 * f1: the picture comes from a program instead of a camera (its name says so), runs in a loop, lacks the noise that
 * every sensor has, or did not follow the marked points of the check, which no recording can. A person has to look: programs that blur the background are virtual cameras, too.
 */

import { type Answer, COPY, type Looks, tracker } from "../tracker";

type Parameter = "loop_s" | "within_s" | "still_share" | "still_s" | "test_camera";
const PARAMETERS: Record<Parameter, number> = { loop_s: 5, within_s: 600, still_share: 0.8, still_s: 20, test_camera: 2 };

/** As operating systems and browsers list them. */
const VIRTUAL = [
  /\bobs\b/i, /manycam/i, /snap ?camera/i, /xsplit|vcam\b/i, /droidcam/i, /\bvirtual\b/i, /e2esoft/i, /v4l2 ?loopback/i,
  /\bunity\b/i, /\bcamo\b/i, /iriun/i, /epoccam/i, /ivcam/i, /splitcam/i, /webcamoid/i, /yawcam/i, /webcammax/i,
  /mmhmm/i, /chromacam/i, /sparkocam/i, /fakewebcam|fake webcam/i, /\bndi\b/i, /dummy video/i, /nvidia broadcast/i,
]; // prettier-ignore
/** Chromium's `--use-fake-device-for-media-stream`; with `--use-file-for-fake-video-capture` it is the file's path. */
const TEST_CAMERA = /^fake_device_\d+$|\.(mjpe?g|y4m)$/i;

export const isVirtual = (label: string): boolean => VIRTUAL.some((pattern) => pattern.test(label));

/** How the test camera is taken: left alone, judged by its picture, or by its name as well. */
const [ALONE, BY_NAME] = [0, 2];
export const isTestCamera = (label: string): boolean => TEST_CAMERA.test(label);

export function labelSays(label: string, testCamera: number): Answer {
  if (!isTestCamera(label)) return isVirtual(label);
  return testCamera >= BY_NAME ? true : testCamera === ALONE ? null : false;
}

/** FNV-1a, 32 bits. */
function hashOf(bytes: ArrayLike<number>): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash >>> 0;
}

const LOOKS_S = 2;
/** Told for as long as it takes to open a violation, at the beginning: it says nothing of what comes later. */
const NOT_FOLLOWED_MS = 12_000;
/** So many different pictures must come again: what flickers between two is none that was recorded. */
const LEAST_DISTINCT = 4;
/** An empty room through a camera that smooths its noise away has few pictures, which come again by chance; the mean of
 * some 400 pixels does not flicker by more than this. A person who breathes moves more. */
const MOVES_LEVELS = 3;

const isMoved = (copy: Uint8ClampedArray, before: Uint8ClampedArray): boolean =>
  copy.some((value, i) => Math.abs(value - (before[i] ?? 0)) > MOVES_LEVELS);

/**
 * Finds pictures that were there before, bit for bit. A sensor's noise lets no two be the same, so each that comes again
 * is proof; `loop_s` of them within twice that time are told. A look meets another picture of a loop each time round, so
 * a loop is found when most of its pictures have been met: in seconds if it is short, in minutes if it lasts a minute.
 */
export class Loops {
  private readonly firstSeen = new Map<number, number>(); // picture -> number of the look
  private readonly recent: { hash: number | null; isAgain: boolean }[] = [];
  private before: Uint8ClampedArray | null = null;
  private readonly run: number;
  private readonly reach: number;
  private count = 0;

  constructor(loop_s: number, within_s: number) {
    this.run = Math.max(LEAST_DISTINCT, Math.round(loop_s * LOOKS_S));
    this.reach = Math.round(within_s * LOOKS_S);
  }

  /** A still picture is no loop: it does not come again, it stays. */
  add(copy: Uint8ClampedArray | null): boolean {
    const hash = copy && this.before && isMoved(copy, this.before) ? hashOf(copy) : null;
    this.before = copy && new Uint8ClampedArray(copy);
    this.recent.push({ hash, isAgain: hash !== null && this.isKnown(hash) });
    if (this.recent.length > 2 * this.run) this.recent.shift();
    if (++this.count % this.reach === 0) this.forget();
    const again = this.recent.filter(({ isAgain }) => isAgain).map(({ hash }) => hash);
    return again.length >= this.run && new Set(again).size >= LEAST_DISTINCT;
  }

  /** Seen earlier than `loop_s` ago: what flickers comes back at once. */
  private isKnown(hash: number): boolean {
    const then = this.firstSeen.get(hash);
    if (then === undefined || this.count - then > this.reach) this.firstSeen.set(hash, this.count);
    return then !== undefined && this.count - then >= this.run && this.count - then <= this.reach;
  }

  private forget(): void {
    for (const [hash, then] of this.firstSeen) if (this.count - then > this.reach) this.firstSeen.delete(hash);
  }
}

const [BLACK, WHITE] = [8, 247]; // nearer to the ends a sensor's noise is cut off
const LEAST_PIXELS = 0.2; // of the picture must lie between them

/** The share of pixels that have stayed bit for bit the same although others moved. */
export class Stillness {
  private first: Uint8ClampedArray | null = null;
  private still: boolean[] = [];
  private since = 0;
  private moved = false;

  /** The share over the last whole `still_s`; null while it is not known. */
  add(copy: Uint8ClampedArray | null, at_ms: number, still_s: number): number | null {
    if (!copy || !this.first) {
      this.begin(copy, at_ms);
      return null;
    }
    this.compare(copy, this.first);
    if (at_ms - this.since < still_s * 1000) return null;
    const share = this.share();
    this.begin(copy, at_ms);
    return share;
  }

  private begin(copy: Uint8ClampedArray | null, at_ms: number): void {
    this.first = copy && new Uint8ClampedArray(copy);
    this.still = Array.from({ length: COPY.width * COPY.height }, () => true);
    this.since = at_ms;
    this.moved = false;
  }

  private compare(copy: Uint8ClampedArray, first: Uint8ClampedArray): void {
    for (let p = 0; p < this.still.length; p++) {
      const i = p * 4;
      const isSame = copy[i] === first[i] && copy[i + 1] === first[i + 1] && copy[i + 2] === first[i + 2];
      if (isSame) continue;
      this.still[p] = false;
      this.moved = true;
    }
  }

  /** A picture of which nothing moves is frozen, which the tracker `camera` tells. */
  private share(): number | null {
    const first = this.first as Uint8ClampedArray;
    const judged = this.still.filter((_, p) => isBetween(first[p * 4 + 1] ?? 0));
    if (!this.moved || judged.length < this.still.length * LEAST_PIXELS) return null;
    return judged.filter(Boolean).length / judged.length;
  }
}

const isBetween = (value: number): boolean => value > BLACK && value < WHITE;

export function falseCameraWatch(parameters: Record<Parameter, number>, followed: () => boolean | undefined = () => undefined) {
  const loops = new Loops(parameters.loop_s, parameters.within_s);
  const stillness = new Stillness();
  let share: number | null = null;
  let reason: "name" | "loop" | "no_noise" | "not_followed" | null = null;
  let firstAt: number | null = null;

  function reasonOf(label: string, isLoop: boolean, at_ms: number): typeof reason {
    firstAt ??= at_ms;
    if (labelSays(label, parameters.test_camera)) return "name";
    if (isLoop) return "loop";
    if (share !== null && share >= parameters.still_share) return "no_noise";
    return followed() === false && at_ms - firstAt < NOT_FOLLOWED_MS ? "not_followed" : null;
  }

  return {
    picture({ at_ms, state, copy }: Pick<Looks["picture"], "at_ms" | "state" | "copy">, label: string): Answer {
      const isLoop = loops.add(copy);
      const found = stillness.add(copy, at_ms, parameters.still_s);
      if (!copy) share = null;
      else if (found !== null) share = found;
      if (state !== "live" || labelSays(label, parameters.test_camera) === null) return null;
      reason = reasonOf(label, isLoop, at_ms);
      return reason !== null || (copy ? false : null);
    },
    detail: () => ({ reason }),
  };
}

export const falseCamera = tracker<Parameter>({
  name: "false_camera",
  parameters: PARAMETERS,
  silencedBy: ["camera"],
  canRun: () => true,
  watch(parameters, around) {
    const watcher = falseCameraWatch(parameters, () => around.reference.followed);
    return {
      detail: watcher.detail,
      picture: (look) => (around.required.camera ? watcher.picture(look, around.cameraLabel()) : null),
    };
  },
});
