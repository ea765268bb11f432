import { describe, expect, it } from "vitest";
import { absent } from "../../src/trackers/kinds/face_absent.ts";
import type { Face } from "../../src/trackers/inference/faces.ts";
import { facesIn, severalFacesWatch } from "../../src/trackers/kinds/several_faces.ts";
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
  const parameters = { score: 0.65, min_height: 0.06, looks: 4, of_looks: 3 };
  const at = (x: number, y: number, height: number, score = 0.9) => ({ ...face(score, height), x, y, width: height * 0.7 });
  const student = at(0.4, 0.3, 0.4);
  const beside = at(0.75, 0.35, 0.2, 0.8);
  const CALM = Array.from({ length: 20 }, () => [student]);
  const watch = (looks: Face[][], everyMs = 500) => {
    const watcher = severalFacesWatch(parameters);
    return { answers: looks.map((faces, i) => watcher.faces({ at_ms: START + i * everyMs, faces })), detail: watcher.detail() };
  };
  const see = (counts: number[], everyMs = 500) => {
    const { answers, detail } = watch([...CALM, ...counts.map((n) => (n === 2 ? [beside, student] : [student]))], everyMs);
    return { answers: answers.slice(CALM.length), detail };
  };

  it("is a face of some size and certainty", () => {
    expect(facesIn([at(0, 0, 0.2), student, at(0, 0, 0.2, 0.64), at(0, 0, 0.05)], parameters)).toEqual([student, at(0, 0, 0.2)]);
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

  it("is none that hung on the wall when the exam began", () => {
    const poster = (n: number) => at(0.75 + (n % 3) * 0.005, 0.35, 0.2 + (n % 2) * 0.005, 0.8);
    const { answers } = watch(Array.from({ length: 60 }, (_, n) => [student, ...(n % 5 ? [poster(n)] : [])]));
    expect(answers.slice(0, 20).filter(Boolean)).toEqual([]);
    expect(new Set(answers.slice(20))).toEqual(new Set([false]));
    const withPerson = watch(Array.from({ length: 30 }, (_, n) => [student, poster(n), ...(n > 20 ? [at(0.05, 0.4, 0.25)] : [])]));
    expect(withPerson.answers.at(-1)).toBe(true);
    expect(withPerson.detail).toEqual({ faces: 2 });
  });

  it("was there from the beginning and moves: unknown at first, then told", () => {
    const { answers } = watch(Array.from({ length: 40 }, (_, n) => [student, at(0.75 + (n > 25 ? 0.08 : 0), 0.35, 0.2)]));
    expect(new Set(answers.slice(0, 20))).toEqual(new Set([null]));
    expect(answers.at(-1)).toBe(true);
  });
});
