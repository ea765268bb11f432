import { describe, expect, it } from "vitest";
import { lessonOf, type Mark, marks } from "../../src/trackers/gaze/lesson.ts";
import { directionOf, FirstLooks, type GazeReference } from "../../src/trackers/gaze/reference.ts";
import { lipsWatch } from "../../src/trackers/kinds/lips.ts";
import { lookingAwayWatch } from "../../src/trackers/kinds/looking_away.ts";
import { gaze, START } from "./factory.ts";

const STRAIGHT: GazeReference = { yaw: 0, pitch: -10, rightEdge: -15, leftEdge: 15, learned: "points" };
const limits = { yaw_on: 30, yaw_off: 22, down_on: 20, down_off: 14, up_on: 25, up_off: 18, eyes_on: 5, eyes_off: 2 };

describe("the direction of a look", () => {
  it("is the head's and the eyes' together", () => {
    expect(directionOf(gaze({ yaw: 20, eyes: { x: -0.13, y: 0 } }))).toBeCloseTo(1, 0);
    expect(directionOf(gaze({ yaw: 20, eyes: null }))).toBe(20);
  });
});

describe("looking away", () => {
  const watch = (reference?: GazeReference) => lookingAwayWatch(limits, () => reference);
  const looks = (watcher: ReturnType<typeof watch>, ...seen: ReturnType<typeof gaze>[]) =>
    seen.map((one) => watcher.faces({ gaze: one }));

  it("is a head turned beyond the limit, until it is back within the smaller one", () => {
    const watcher = watch(STRAIGHT);
    const yaws = [0, 29, 31, 25, 21, 25].map((yaw) => gaze({ yaw, pitch: -10, eyes: null }));
    expect(looks(watcher, ...yaws)).toEqual([false, false, true, true, false, false]);
  });

  it("tells where to, as the student sees it, and by what", () => {
    const watcher = watch(STRAIGHT);
    looks(watcher, gaze({ yaw: 40, pitch: -10 }));
    expect(watcher.detail()).toEqual({ where: "left", by: "head", learned: "points" });
    looks(watcher, gaze({ yaw: 0, pitch: -31 }));
    expect(watcher.detail()).toMatchObject({ where: "down" });
  });

  it("is measured from how this student sits, not from the camera", () => {
    const beside = { ...STRAIGHT, yaw: -25, rightEdge: -40, leftEdge: -10 };
    expect(looks(watch(beside), gaze({ yaw: -25, pitch: -10, eyes: null }))).toEqual([false]);
    expect(looks(watch(beside), gaze({ yaw: 6, pitch: -10, eyes: null }))).toEqual([true]);
  });

  it("is seen in the eyes alone, once three looks agree", () => {
    const aside = gaze({ pitch: -10, eyes: { x: 0.22, y: 0 } });
    expect(looks(watch(STRAIGHT), aside, aside, aside)).toEqual([false, false, true]);
  });

  it("is not a turned head whose eyes stay on the screen", () => {
    const seen = gaze({ yaw: 20, pitch: -10, eyes: { x: -0.12, y: 0 } });
    expect(looks(watch(STRAIGHT), seen, seen, seen)).toEqual([false, false, false]);
  });

  it("is unknown without a face, and while nothing is learned", () => {
    const watcher = watch();
    expect(watcher.faces({ gaze: null })).toBeNull();
    expect(watcher.faces({ gaze: gaze({ score: 0.2 }) })).toBeNull();
    expect(watcher.faces({ gaze: gaze() })).toBeNull();
  });
});

describe("learning from the first looks", () => {
  const fed = (looks: ReturnType<typeof gaze>[]) => {
    const first = new FirstLooks();
    return looks.map((one) => first.take(one)).at(-1);
  };

  it("takes twenty calm looks and their middle", () => {
    expect(fed(Array.from({ length: 19 }, () => gaze({ yaw: 8 })))).toBeNull();
    const known = fed(Array.from({ length: 20 }, () => gaze({ yaw: 8, pitch: -12 })));
    expect(known).toEqual({ yaw: 8, pitch: -12, rightEdge: -4, leftEdge: 20, learned: "looks" });
  });

  it("does not learn from somebody who looks about, and says so after a minute", () => {
    const about = Array.from({ length: 120 }, (_, n) => gaze({ yaw: n % 2 ? 30 : -30 }));
    expect(fed(about.slice(0, 119))).toBeNull();
    expect(fed(about)).toMatchObject({ yaw: 0, learned: "none" });
  });

  it("does not take a head that is turned away for the neutral one", () => {
    expect(fed(Array.from({ length: 40 }, () => gaze({ yaw: 40 })))).toBeNull();
  });
});

describe("a look at marked points", () => {
  const order = marks(() => 0);
  const following = (factor: number) =>
    order.flatMap((mark) => [0, 1, 2].map(() => ({ mark, gaze: gaze({ yaw: factor * towards(mark), eyes: null }) })));
  const towards = ({ side }: Mark) => ({ centre: 0, left: 14, right: -14 })[side];

  it("begins in the middle and goes to both sides twice, in an order by chance", () => {
    expect(order.map(({ side }) => side)).toEqual(["centre", "left", "right", "left", "right"]);
    expect(marks(() => 0.99).map(({ side }) => side)).toEqual(["centre", "right", "left", "right", "left"]);
  });

  it("teaches where the edges are", () => {
    const { reference, followed } = lessonOf(following(1));
    expect(followed).toBe(true);
    expect(reference).toMatchObject({ yaw: 0, leftEdge: 14, rightEdge: -14, learned: "points" });
  });

  it("knows that a window is narrower than its screen", () => {
    expect(lessonOf(following(1), 1.5).reference).toMatchObject({ leftEdge: 21, rightEdge: -21 });
  });

  it("is not followed by a picture that stands still, nor by one that moves the other way", () => {
    expect(lessonOf(following(0))).toMatchObject({ followed: false, reference: { learned: "looks" } });
    expect(lessonOf(following(-1)).followed).toBe(false);
  });

  it("says that it cannot tell when hardly a face was seen", () => {
    expect(lessonOf(following(1).slice(0, 7))).toEqual({ reference: null, followed: null });
  });
});

describe("lips that move in silence", () => {
  const parameters = { movement: 0.06, window_s: 4, silent_probability: 0.4 };
  const run = (mouths: number[], speech: number) => {
    const watcher = lipsWatch(parameters);
    return mouths.map((mouth, n) => {
      watcher.speech({ at_ms: START + n * 500, probabilities: [speech] });
      return watcher.faces({ at_ms: START + n * 500, gaze: gaze({ mouth }) });
    });
  };
  const talking = [0, 0.3, 0.1, 0.25, 0, 0.3];

  it("are seen after some looks", () => {
    expect(run(talking, 0.05)).toEqual([null, null, null, null, true, true]);
  });

  it("are none when they rest or the voice is heard", () => {
    expect(run([0.1, 0.1, 0.12, 0.1, 0.1, 0.1], 0.05).at(-1)).toBe(false);
    expect(run(talking, 0.9).at(-1)).toBe(false);
  });

  it("are unknown while nobody listens", () => {
    const watcher = lipsWatch(parameters);
    const answers = talking.map((mouth, n) => watcher.faces({ at_ms: START + n * 500, gaze: gaze({ mouth }) }));
    expect(answers.at(-1)).toBeNull();
  });
});
