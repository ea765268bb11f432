import { describe, expect, it } from "vitest";
import { runnable, unavailableTrackers } from "../../src/trackers/abilities.ts";
import { Roster } from "../../src/trackers/roster.ts";
import { type Answer, type TrackerKind, tracker } from "../../src/trackers/tracker.ts";
import { around, START } from "./factory.ts";

/** A tracker that answers what the test says. */
function kind(name: string, answers: { now: Answer }, more: Partial<TrackerKind> = {}): TrackerKind {
  const detail = () => ({ of: name });
  return { ...tracker({ name, parameters: {}, canRun: () => true, watch: () => ({ moment: () => answers.now, detail }) }), ...more };
}

const second = (roster: Roster, n = 0) => roster.closed(START + n * 1000 + 1300)[0];
const look = (roster: Roster, ms: number, dialog = false) => roster.give("moment", { at_ms: START + ms }, dialog);

describe("the trackers at work", () => {
  it("tell a second with a value each, and details only of what was seen", () => {
    const roster = new Roster([kind("a", { now: true }), kind("b", { now: false }), kind("c", { now: null })], {}, around());
    look(roster, 100);
    expect(second(roster)).toEqual({ at_ms: START, values: { a: 1, b: 0, c: null }, details: { a: { of: "a" } } });
  });

  it("do not carry what was seen once into the seconds after it", () => {
    const answers = { now: true as Answer };
    const roster = new Roster([kind("a", answers)], {}, around());
    look(roster, 100);
    second(roster);
    answers.now = false;
    look(roster, 1100);
    expect(second(roster, 1)).toEqual({ at_ms: START + 1000, values: { a: 0 }, details: {} });
  });

  it("charge one fault once: without a camera nobody is absent", () => {
    const camera = { now: true as Answer };
    const roster = new Roster([kind("camera", camera), kind("face_absent", { now: true }, { silencedBy: ["camera"] })], {}, around());
    look(roster, 100);
    expect(second(roster)?.values).toEqual({ camera: 1, face_absent: null });
    camera.now = false;
    look(roster, 1100);
    expect(second(roster, 1)?.values).toEqual({ camera: 0, face_absent: 1 });
  });

  it("are charged for their own when the tracker that would silence them is off", () => {
    const roster = new Roster([kind("face_absent", { now: true }, { silencedBy: ["camera"] })], {}, around());
    look(roster, 100);
    expect(second(roster)?.values).toEqual({ face_absent: 1 });
  });

  it("do not blame for the focus that a dialog of ours has taken", () => {
    const roster = new Roster([kind("window_focus", { now: true }, { quietInDialog: true }), kind("camera", { now: true })], {}, around());
    look(roster, 100, true);
    expect(second(roster)?.values).toEqual({ window_focus: null, camera: 1 });
  });

  it("take thresholds from the template, one by one", () => {
    let seen: Record<string, number> = {};
    const one = tracker<"x" | "y">({
      name: "a", parameters: { x: 1, y: 2 }, canRun: () => true,
      watch: (parameters) => { seen = parameters; return {}; },
    }); // prettier-ignore
    new Roster([one], { a: { parameters: { y: 5 } } }, around());
    expect(seen).toEqual({ x: 1, y: 5 });
  });
});

describe("what a browser can run", () => {
  const all = { camera: {}, face_absent: {}, several_faces: {}, voices: {}, microphone: { on: false } };
  const names = (can: { inference: boolean; sound: boolean }) => runnable(all, can).map(({ name }) => name);

  it("is without the models only what needs none", () => {
    expect(names({ inference: true, sound: true })).toEqual(["camera", "face_absent", "several_faces", "voices"]);
    expect(names({ inference: false, sound: true })).toEqual(["camera"]);
    expect(names({ inference: true, sound: false })).toEqual(["camera", "face_absent", "several_faces"]);
  });

  it("leaves out what the template switched off, and tells what it cannot do of the rest", () => {
    const missing = unavailableTrackers(all); // here, in Node: no workers
    expect(missing).toEqual(["face_absent", "several_faces", "voices"]);
    expect(missing).not.toContain("microphone");
  });

  it("is told of a tracker that only a newer page knows", () => {
    expect(unavailableTrackers({ of_the_future: {} })).toEqual(["of_the_future"]);
  });
});
