import { describe, expect, it } from "vitest";
import { expectedDbfs, microphoneWatch, percentile } from "../../src/trackers/kinds/microphone.ts";
import { FRAME_S, voicesWatch } from "../../src/trackers/kinds/voices.ts";
import { START } from "./factory.ts";

describe("the microphone", () => {
  const parameters = { silent_dbfs: -70, below_check_in_db: 12 };
  const sound = (mean: number, peak = mean + 12) => ({ at_ms: START, state: "live" as const, level: { mean_dbfs: mean, peak_dbfs: peak } });

  it("is silent below what a room gives, and dead when it ended", () => {
    const watcher = microphoneWatch(parameters, () => ({}));
    expect(watcher.sound(sound(-90, -75))).toBe(true);
    expect(watcher.detail()).toEqual({ reason: "silent", peak_dbfs: -75 });
    expect(watcher.sound({ at_ms: START, state: "ended", level: null })).toBe(true);
    expect(watcher.detail()).toEqual({ reason: "ended", peak_dbfs: null });
  });

  it("is unknown when nothing could be measured", () => {
    expect(microphoneWatch(parameters, () => ({})).sound({ at_ms: START, state: "live", level: null })).toBeNull();
  });

  it("tells digital silence as a number that JSON can carry", () => {
    const watcher = microphoneWatch(parameters, () => ({}));
    watcher.sound(sound(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY));
    expect(watcher.detail().peak_dbfs).toBe(-120);
  });

  it("is too quiet only against the check, and only after half a minute", () => {
    const watcher = microphoneWatch(parameters, () => ({ micDbfs: -35, roomDbfs: -45 }));
    const answers = Array.from({ length: 30 }, () => watcher.sound(sound(-58)));
    expect(answers.slice(0, 29)).not.toContain(true);
    expect(answers[29]).toBe(true);
    expect(watcher.detail().reason).toBe("quieter");
  });

  it("does not blame a student who says nothing in the room of the check", () => {
    const watcher = microphoneWatch(parameters, () => ({ micDbfs: -30, roomDbfs: -58 }));
    expect(Array.from({ length: 60 }, () => watcher.sound(sound(-58)))).not.toContain(true);
  });

  it("expects no more than the room gives, and nothing without a check", () => {
    expect(expectedDbfs({})).toBeNull();
    expect(expectedDbfs({ micDbfs: -30, roomDbfs: -60 })).toBe(-54);
    expect(expectedDbfs({ micDbfs: -50, roomDbfs: -52 })).toBe(-50);
    expect(expectedDbfs({ micDbfs: -40 })).toBe(-40);
  });

  it("takes a percentile of any number of seconds", () => {
    expect(percentile([3, 1, 2], 0.95)).toBe(3);
    expect(percentile([], 0.5)).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe("voices", () => {
  const parameters = { speech_probability: 0.6, speech_s: 1.5, within_s: 3, above_room_db: 15 };
  const frames = (seconds: number) => Math.round(seconds / FRAME_S);
  const power = (dbfs: number) => 10 ** (dbfs / 10);

  function hear(watcher: ReturnType<typeof voicesWatch>, seconds: number, probability: number, dbfs = -60) {
    const n = frames(seconds);
    return watcher.speech({ probabilities: Array(n).fill(probability), powers: Array(n).fill(power(dbfs)) });
  }

  it("are a second and a half of speech within three", () => {
    const watcher = voicesWatch(parameters, () => undefined);
    expect(hear(watcher, 1.4, 0.9)).toBe(false);
    expect(hear(watcher, 0.2, 0.9)).toBe(true);
    expect(watcher.detail()).toEqual({ reason: "speech" });
  });

  it("go on over the pause between two sentences, and end with a longer one", () => {
    const watcher = voicesWatch(parameters, () => undefined);
    hear(watcher, 2, 0.9);
    expect(hear(watcher, 0.8, 0.1)).toBe(true);
    expect(hear(watcher, 0.4, 0.1)).toBe(false);
  });

  it("are not a cough or a slammed door", () => {
    const watcher = voicesWatch(parameters, () => -60);
    expect(hear(watcher, 0.3, 0.9, -20)).toBe(false);
  });

  it("are also whatever is fifteen decibels above the room for a second", () => {
    const watcher = voicesWatch(parameters, () => -60);
    expect(hear(watcher, 1.1, 0.1, -46)).toBe(false);
    expect(hear(watcher, 1.1, 0.1, -44)).toBe(true);
    expect(watcher.detail()).toEqual({ reason: "loud" });
  });

  it("are never loudness where the room was not measured", () => {
    expect(hear(voicesWatch(parameters, () => undefined), 2, 0.1, -10)).toBe(false);
  });

  it("in a call are forgotten", () => {
    const watcher = voicesWatch(parameters, () => undefined);
    hear(watcher, 2, 0.9);
    watcher.forget();
    expect(hear(watcher, 0.1, 0.9)).toBe(false);
  });
});
