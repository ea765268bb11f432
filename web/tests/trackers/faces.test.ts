import { describe, expect, it } from "vitest";
import { absent } from "../../src/trackers/kinds/face_absent.ts";
import { countFaces, severalFacesWatch } from "../../src/trackers/kinds/several_faces.ts";
import { face, START } from "./factory.ts";

describe("nobody before the camera", () => {
  const parameters = { score_on: 0.6, score_off: 0.5, min_height: 0.12 };

  it("is certain without a face and wrong with one", () => {
    expect(absent([], parameters, null)).toBe(true);
    expect(absent([face(0.9)], parameters, true)).toBe(false);
  });

  it("is not proved by an unsure look, and before any sure one not even doubted", () => {
    expect(absent([face(0.55)], parameters, null)).toBeNull();
    expect(absent([face(0.55)], parameters, false)).toBe(false);
    expect(absent([face(0.55)], parameters, true)).toBe(false);
  });

  it("does not take a face in the far background for the student", () => {
    expect(absent([face(0.95, 0.11)], parameters, false)).toBe(true);
  });
});

describe("a second person", () => {
  const parameters = { score: 0.7, min_height: 0.06, looks: 4, of_looks: 3 };
  const two = [face(0.9), face(0.8, 0.2)];
  const see = (counts: number[], everyMs = 500) => {
    const watcher = severalFacesWatch(parameters);
    const answers = counts.map((n, i) => watcher.faces({ at_ms: START + i * everyMs, faces: n === 2 ? two : [face(0.9)] }));
    return { answers, detail: watcher.detail() };
  };

  it("is a face of some size and certainty", () => {
    expect(countFaces([face(0.9), face(0.69), face(0.9, 0.05)], parameters)).toBe(1);
  });

  it("counts when three of four looks saw it, and one phantom does not", () => {
    expect(see([1, 2, 1, 1, 1]).answers).toEqual([false, false, false, false, false]);
    expect(see([2, 2, 1, 2]).answers).toEqual([false, false, false, true]);
  });

  it("is forgotten when the looks stop for long", () => {
    expect(see([2, 2, 2], 3000).answers.at(-1)).toBe(false);
  });

  it("is told with the most faces that were seen", () => {
    expect(see([1, 2, 1]).detail).toEqual({ faces: 2 });
  });
});
