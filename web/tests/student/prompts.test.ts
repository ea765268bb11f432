import { describe, expect, it } from "vitest";
import { type Facts, promptOf } from "../../src/state/student/prompts.ts";

const facts = (changes: Partial<Facts> = {}): Facts => ({
  warning: null, missing: [], problems: {}, prompting: false, recovering: false, leftFullscreen: false, ...changes,
}); // prettier-ignore
const warning = { id: "a", at_ms: 0, text: "", by: "" };

describe("what stands before the exam", () => {
  it("is nothing when all is well", () => {
    expect(promptOf(facts())).toBeNull();
  });

  it("is one thing at a time: the warning, then the screen, then the inputs, then fullscreen", () => {
    const all = facts({ warning, missing: ["camera", "screen"], problems: { camera: "ended" }, leftFullscreen: true });
    expect(promptOf(all)).toEqual({ kind: "warning", warning });
    expect(promptOf({ ...all, warning: null })?.kind).toBe("screen");
    expect(promptOf({ ...all, warning: null, missing: ["camera"] })?.kind).toBe("inputs");
    expect(promptOf({ ...all, warning: null, missing: [] })?.kind).toBe("fullscreen");
  });

  it("is not the camera in the moment after a reload in which the browser opens it without a word", () => {
    expect(promptOf(facts({ missing: ["camera"], prompting: true }))).toBeNull();
    expect(promptOf(facts({ missing: ["camera"], prompting: false }))?.kind).toBe("inputs");
  });

  it("stays while a known trouble is being tried again, so that it does not flicker", () => {
    expect(promptOf(facts({ missing: ["camera"], prompting: true, problems: { camera: "busy" } }))?.kind).toBe("inputs");
  });

  it("is not the headset that was pulled out while another microphone takes its place", () => {
    const lost = facts({ missing: ["microphone"], problems: { microphone: "ended" }, recovering: true });
    expect(promptOf(lost)).toBeNull();
    expect(promptOf({ ...lost, recovering: false })?.kind).toBe("inputs");
  });

  it("is not fullscreen while the browser's own window is open, which leaves it", () => {
    expect(promptOf(facts({ leftFullscreen: true, prompting: true }))).toBeNull();
  });
});
