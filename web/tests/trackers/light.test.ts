import { describe, expect, it } from "vitest";
import { absent, faceAbsent } from "../../src/trackers/kinds/face_absent.ts";
import { cameraWatch } from "../../src/trackers/kinds/camera.ts";
import { isBlack, isDark, lightOf } from "../../src/trackers/light.ts";
import type { Sight } from "../../src/trackers/tracker.ts";
import { around, copy, face, picture, START } from "./factory.ts";

const PARAMETERS = { dark_mean: 16, dark_spread: 8, dim_s: 60, frozen_s: 10, no_frame_s: 2 };
const lit = (light: Partial<ReturnType<typeof lightOf>>) => ({ mean: 10, spread: 4, shapes: 3, ...light });

/** A dim room: one side is a little lighter than the other, and every picture differs by a pixel. */
function dim(seed = 0): Uint8ClampedArray {
  const rgba = copy(6, 2, seed);
  for (let i = 0; i < rgba.length; i += 4) if ((i / 4) % 32 >= 16) rgba.fill(14, i, i + 3);
  return rgba;
}

describe("the light in a picture", () => {
  it("is measured as people see it: green is brighter than blue", () => {
    const of = (r: number, g: number, b: number) => {
      const rgba = copy(0);
      for (let i = 0; i < rgba.length; i += 4) rgba.set([r, g, b], i);
      return lightOf(rgba).mean;
    };
    expect(of(0, 255, 0)).toBeCloseTo(149.7, 1);
    expect(of(0, 0, 255)).toBeCloseTo(29.1, 1);
    expect(lightOf(copy(100, 20)).spread).toBeCloseTo(10, 1);
  });

  it("is dark everywhere or not dark: a small lamp in the night is a picture", () => {
    expect(isDark(lit({ mean: 3, spread: 1 }))).toBe(true);
    expect(isDark(lit({ mean: 3, spread: 20 }))).toBe(false);
    expect(isDark(lit({ mean: 120, spread: 0 }))).toBe(false);
  });

  it("is black where nothing but noise is left, and dim where shapes are", () => {
    expect(isBlack(lightOf(copy(4, 8)))).toBe(true);
    expect(lightOf(copy(4, 8)).shapes).toBeCloseTo(0, 1);
    expect(isDark(lightOf(dim()))).toBe(true);
    expect(isBlack(lightOf(dim()))).toBe(false);
  });
});

describe("a dark picture", () => {
  const sight: Sight = { dark: true, lookedAt: null, faceAt: null };
  let taken = 0;
  const looks = (faceAt: number | null, seconds: readonly number[], of = dim) => {
    const watcher = cameraWatch(PARAMETERS, () => sight);
    return seconds.map((s) => {
      const now = START + s * 1000;
      Object.assign(sight, { lookedAt: now, faceAt: faceAt !== null && faceAt <= now ? faceAt : null });
      const answer = watcher.picture(picture(now, { copy: of(++taken % 5) }));
      return answer ? watcher.detail().reason : answer;
    });
  };

  it("is not black where a face was found in it", () => {
    expect(looks(START + 500, [0, 1, 3], () => copy(4))).toEqual(["dark", false, false]);
    expect(looks(START + 500, [0, 1, 3])).toEqual([null, false, false]);
  });

  it("is black at once when a face was found only before it went dark", () => {
    expect(looks(START - 500, [0, 0.5, 1], () => copy(4))).toEqual(["dark", "dark", "dark"]);
  });

  it("is unknown while nobody is found in a dim room, and told after a minute of advice", () => {
    expect(looks(null, [0, 30, 59, 60])).toEqual([null, null, null, "dim"]);
  });

  it("counts the minute from the last face", () => {
    sight.faceAt = null;
    const watcher = cameraWatch(PARAMETERS, () => sight);
    const answers = [0, 50, 100, 111].map((s) => {
      const now = START + s * 1000;
      if (s === 50) sight.faceAt = now;
      sight.lookedAt = now;
      return watcher.picture(picture(now, { copy: dim(++taken % 5) }));
    });
    expect(answers).toEqual([null, false, null, true]);
  });

  it("accuses nobody in a browser that looks for no faces", () => {
    const watcher = cameraWatch(PARAMETERS, () => ({ dark: true, lookedAt: null, faceAt: null }));
    for (let s = 0; s < 200; s++) expect(watcher.picture(picture(START + s * 1000, { copy: dim(s % 5) }))).toBeNull();
  });

  it("leaves unknown whether somebody is there", () => {
    expect(absent([], { score_on: 0.6, score_off: 0.5, min_height: 0.12 }, null)).toBe(true);
    const sights = { ...sight, dark: true };
    const watcher = faceAbsent.watch(faceAbsent.parameters, around({ sight: sights }));
    const look = { at_ms: START, far: true, gaze: null };
    expect(watcher.faces?.({ ...look, faces: [] })).toBeNull();
    expect(watcher.faces?.({ ...look, faces: [face(0.8)] })).toBe(false);
    sights.dark = false;
    expect(watcher.faces?.({ ...look, faces: [] })).toBe(true);
  });
});
