import { describe, expect, it } from "vitest";
import { isLive, isOver, neededOf, type Standing, stageOf } from "../../src/state/student/stage.ts";
import { sitting } from "./factory.ts";

const standing = (changes: Partial<Standing> = {}): Standing => ({
  sitting: sitting(), fault: false, held: false, out: false, ending: false, returning: false, equipped: false, ...changes,
}); // prettier-ignore

describe("the stage of the journey", () => {
  it("is loading until there is a sitting, and a fault when there will be none", () => {
    expect(stageOf(standing({ sitting: null }))).toBe("loading");
    expect(stageOf(standing({ sitting: null, fault: true }))).toBe("fault");
  });

  it("goes through the template's steps in their order, and then is ready", () => {
    expect(stageOf(standing())).toBe("rules");
    expect(stageOf(standing({ sitting: sitting({ done: ["rules"] }) }))).toBe("equipment");
    expect(stageOf(standing({ sitting: sitting({ done: ["rules", "equipment"] }), equipped: true }))).toBe("ready");
  });

  it("goes back to the equipment after a reload, because the devices are closed again", () => {
    expect(stageOf(standing({ sitting: sitting({ done: ["rules", "equipment"] }), equipped: false }))).toBe("equipment");
  });

  it("is out when the link was taken back, whatever else goes on", () => {
    for (const state of ["checking", "running", "finished"] as const) {
      expect(stageOf(standing({ out: true, held: true, ending: true, sitting: sitting({ state }) }))).toBe("out");
    }
  });

  it("asks for no step that the template leaves out", () => {
    expect(stageOf(standing({ sitting: sitting({ steps: [] }) }))).toBe("ready");
    expect(stageOf(standing({ sitting: sitting({ steps: ["equipment"] }) }))).toBe("equipment");
  });

  it("passes over a step that this page does not know", () => {
    expect(stageOf(standing({ sitting: sitting({ steps: ["palm_scan", "rules"], done: [] }) }))).toBe("ready");
  });

  it("is the exam while the session runs, whatever the devices do", () => {
    expect(stageOf(standing({ sitting: sitting({ state: "running" }), equipped: false }))).toBe("exam");
  });

  it("is held while another page has the live session, but not when there is nothing left to hold", () => {
    expect(stageOf(standing({ held: true }))).toBe("held");
    expect(stageOf(standing({ held: true, sitting: sitting({ state: "running" }) }))).toBe("held");
    expect(stageOf(standing({ held: true, sitting: sitting({ state: "finished" }) }))).toBe("finished");
  });

  it("stays at the ending while the rest is on its way, whatever the server has decided", () => {
    for (const state of ["running", "finished", "terminated", "expired"] as const)
      expect(stageOf(standing({ sitting: sitting({ state }), ending: true, held: true }))).toBe("ending");
  });

  it.each([
    ["scheduled", "early"], ["finished", "finished"], ["terminated", "terminated"], ["expired", "expired"], ["concluded", "finished"],
  ] as const)("shows a %s session as %s", (state, stage) => {
    expect(stageOf(standing({ sitting: sitting({ state }) }))).toBe(stage);
  });

  it("counts each state as before, during or after, never as two of them", () => {
    const states = ["scheduled", "checking", "running", "finished", "terminated", "expired", "concluded"] as const;
    expect(states.map((state) => [isLive(state), isOver(state)].filter(Boolean).length)).toEqual([0, 1, 1, 1, 1, 1, 1]);
  });
});

describe("the needed devices", () => {
  it("are those that are asked for, in the order of the check, and never one without a name", () => {
    expect(neededOf({ screen: true, camera: true, microphone: false, fullscreen: true, phone: true })).toEqual(["camera", "screen"]);
    expect(neededOf({})).toEqual([]);
  });
});
