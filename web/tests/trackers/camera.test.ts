import { describe, expect, it } from "vitest";
import { camera, cameraWatch } from "../../src/trackers/kinds/camera.ts";
import { around, copy, picture, START } from "./factory.ts";

const PARAMETERS = { dark_mean: 16, dark_spread: 8, dim_s: 60, frozen_s: 10, no_frame_s: 2 };
const watch = () => cameraWatch(PARAMETERS);

describe("the camera's picture", () => {
  it("is all right while it lives", () => {
    const watcher = watch();
    for (let s = 0; s < 30; s++) expect(watcher.picture(picture(START + s * 1000))).toBe(false);
  });

  it("is missing when it ended or was muted, and says which", () => {
    const watcher = watch();
    expect(watcher.picture(picture(START, { state: "ended", copy: null }))).toBe(true);
    expect(watcher.detail()).toEqual({ reason: "ended" });
    expect(watcher.picture(picture(START, { state: "muted", copy: null }))).toBe(true);
    expect(watcher.detail()).toEqual({ reason: "muted" });
  });

  it("is unknown for a moment without frames, and missing after two seconds", () => {
    const watcher = watch();
    expect(watcher.picture(picture(START, { copy: null, silent_ms: 1900 }))).toBeNull();
    expect(watcher.picture(picture(START, { copy: null, silent_ms: 2000 }))).toBe(true);
    expect(watcher.detail()).toEqual({ reason: "no_frame" });
  });

  it("is unknown while no camera has been opened yet", () => {
    expect(watch().picture(picture(START, { state: "missing", copy: null, silent_ms: 500 }))).toBeNull();
  });

  it("is covered when it is black everywhere, not when it is only night", () => {
    const watcher = watch();
    expect(watcher.picture(picture(START, { copy: copy(4) }))).toBe(true);
    expect(watcher.detail()).toEqual({ reason: "dark" });
    expect(watcher.picture(picture(START, { copy: copy(2, 25) }))).toBe(false);
  });

  it("is a still when not one pixel changes for ten seconds", () => {
    const watcher = watch();
    const still = copy(120, 40);
    const answers = [0, 5, 9.9, 10].map((s) => watcher.picture(picture(START + s * 1000, { copy: still })));
    expect(answers).toEqual([false, false, false, true]);
    expect(watcher.detail()).toEqual({ reason: "frozen" });
    expect(watcher.picture(picture(START + 10_500, { copy: copy(120, 40, 1) }))).toBe(false);
  });

  it("is not called a still for a picture that was away in between", () => {
    const watcher = watch();
    const still = copy(120, 40);
    watcher.picture(picture(START, { copy: still }));
    watcher.picture(picture(START + 8000, { copy: null }));
    expect(watcher.picture(picture(START + 12_000, { copy: still }))).toBe(false);
  });

  it("is nobody's business where the template asks for no camera", () => {
    const required = { camera: false, microphone: true, screen: true, fullscreen: false, stills: false };
    const watcher = camera.watch(camera.parameters, around({ required }));
    expect(watcher.picture?.(picture(START, { state: "ended", copy: null }))).toBeNull();
  });
});
