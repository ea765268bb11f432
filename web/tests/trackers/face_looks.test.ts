import { describe, expect, it } from "vitest";
import type { Face } from "../../src/trackers/inference/faces.ts";
import type { Point } from "../../src/trackers/inference/picture.ts";
import { cutAround, LookTimes, merit, nearest, PAIR_MS } from "../../src/trackers/looks/times.ts";

const PARAMETERS = { every_s: 60, after_absence_s: 5 };
const times = () => new LookTimes(PARAMETERS, 0);

describe("a look at the face", () => {
  it("is due at once, and then once in every interval", () => {
    const it = times();
    expect(it.due(0)).toBe(true);
    it.sent(1000, true);
    expect(it.due(60_999)).toBe(false);
    expect(it.due(61_000)).toBe(true);
  });

  it("is due when somebody comes back who was away for longer than the template says", () => {
    const it = times();
    it.sent(0, true);
    it.saw(false, 1000);
    it.saw(false, 3000);
    it.saw(true, 6001);
    expect(it.due(6001)).toBe(true);
  });

  it("is not due after a short absence", () => {
    const it = times();
    it.sent(0, true);
    it.saw(false, 1000);
    it.saw(true, 6000);
    expect(it.due(6000)).toBe(false);
    it.saw(false, 9000); // counts anew
    it.saw(true, 12_000);
    expect(it.due(12_000)).toBe(false);
  });

  it("is due when the server asks, and then again after the whole interval", () => {
    const it = times();
    it.sent(0, true);
    it.asked(2000);
    expect(it.due(2000)).toBe(true);
    it.sent(3000, true);
    expect(it.due(62_999)).toBe(false);
  });

  it("comes in pairs while nobody can ask for the second one", () => {
    const it = times();
    it.sent(0, false);
    expect(it.due(PAIR_MS)).toBe(true);
    it.sent(PAIR_MS, false);
    expect(it.due(PAIR_MS * 3)).toBe(false);
    expect(it.due(PAIR_MS + 60_000)).toBe(true);
  });
});

const at = (x: number, y = 0.5): Point => ({ x, y });

function face(changes: Partial<Face> & { nose?: number } = {}): Face {
  const { nose = 0.5, ...rest } = changes;
  return { score: 0.9, x: 0.4, y: 0.3, width: 0.2, height: 0.3, points: [at(0.45), at(0.55), at(nose)], ...rest };
}

describe("the best of some frames", () => {
  it("shows the face from the front", () => {
    expect(merit(face())).toBeGreaterThan(merit(face({ nose: 0.53 })));
    expect(merit(face({ nose: 0.7 }))).toBe(0);
  });

  it("shows it large and surely", () => {
    expect(merit(face({ height: 0.4 }))).toBeGreaterThan(merit(face()));
    expect(merit(face({ score: 0.95 }))).toBeGreaterThan(merit(face()));
  });

  it("has no merit without its points", () => {
    expect(merit(face({ points: [] }))).toBe(0);
  });
});

describe("the face that is shown", () => {
  it("is the nearest one, if it is large enough to be compared", () => {
    const near = face({ height: 0.5 });
    expect(nearest([face({ score: 0.99 }), near], 360)).toBe(near);
    expect(nearest([face({ height: 0.15 })], 360)).toBeNull();
    expect(nearest([], 360)).toBeNull();
  });

  it("is cut out with room around it, and never beyond the picture", () => {
    expect(cutAround(face({ x: 0.375, y: 0.25, width: 0.25, height: 0.25 }), 480, 360)).toEqual({ x: 60, y: 0, width: 360, height: 300 });
    expect(cutAround(face({ x: -0.125, y: 0.75, width: 0.25, height: 0.5 }), 480, 360)).toEqual({ x: 0, y: 90, width: 240, height: 270 });
  });
});
