/** Looks and surroundings as the engine would hand them to a tracker. */

import type { Face } from "../../src/trackers/inference/faces.ts";
import type { Gaze } from "../../src/trackers/inference/gaze_model.ts";
import { COPY, type Looks, type Surroundings } from "../../src/trackers/tracker.ts";

export const START = 1_800_000_000_000;

export function around(changes: Partial<Surroundings> = {}): Surroundings {
  return {
    now: () => START,
    required: { camera: true, microphone: true, screen: true, fullscreen: false, stills: false },
    reference: {},
    screen: { stream: null, surface: null },
    sight: { dark: false, lookedAt: null, faceAt: null },
    inCall: false,
    secondTabSince: null,
    cameraLabel: () => "",
    examFrame: () => null,
    typing: null,
    ...changes,
  };
}

const PIXELS = COPY.width * COPY.height;

/** A grey picture; `noise` gives every other pixel that much more, `seed` makes it another picture. */
export function copy(grey: number, noise = 0, seed = 0): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(PIXELS * 4).fill(255);
  for (let i = 0; i < PIXELS; i++) rgba.fill(grey + (i % 2 ? noise : 0), i * 4, i * 4 + 3);
  rgba[0] = grey + seed;
  return rgba;
}

export const picture = (at_ms: number, changes: Partial<Looks["picture"]> = {}): Looks["picture"] => ({
  at_ms, state: "live", copy: copy(120, 40, at_ms % 7), silent_ms: 0, ...changes,
}); // prettier-ignore

export const face = (score: number, height = 0.4): Face => ({ score, height }) as Face;

export const gaze = (changes: Partial<Gaze> = {}): Gaze => ({
  yaw: 0, pitch: 0, roll: 0, eyes: { x: 0, y: 0 }, mouth: 0.1, score: 1, ...changes,
}); // prettier-ignore
