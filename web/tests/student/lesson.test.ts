import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Lesson } from "../../src/state/student/lesson.ts";
import type { GazeEvents } from "../../src/trackers/gaze/live.ts";
import { gaze } from "../trackers/factory.ts";

const STREAM = { getVideoTracks: () => [{}] } as unknown as MediaStream;
const TURN = { left: 14, centre: 0, right: -14 };

function make({ wanted = true, possible = true } = {}) {
  const camera = signal<MediaStream | null>(STREAM);
  let events: GazeEvents | undefined;
  const lesson = new Lesson(
    { possible: () => possible, watch: (_, to) => { events = to; return () => { events = undefined; }; } },
    { camera, wanted: () => wanted, random: () => 0.5, wider: () => 1 },
  ); // prettier-ignore
  return { lesson, camera, tell: () => events };
}

describe("the look at marked points", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Four looks a second that follow the mark by `factor`. */
  async function sit({ lesson, tell }: ReturnType<typeof make>, factor: number) {
    const running = lesson.run();
    for (let ms = 0; ms < 10_000; ms += 250) {
      const mark = lesson.mark.value;
      if (mark) tell()?.gaze(gaze({ yaw: factor * TURN[mark.side], eyes: null }));
      await vi.advanceTimersByTimeAsync(250);
    }
    await running;
  }

  it("is offered once the models are there, and nobody has to wait for them", () => {
    const it = make();
    it.lesson.start();
    expect([it.lesson.state.value, it.lesson.settled.value]).toEqual(["loading", true]);
    it.tell()?.state("ready");
    expect([it.lesson.state.value, it.lesson.settled.value]).toEqual(["ready", false]);
  });

  it("is none where no tracker wants it or the browser cannot", () => {
    for (const options of [{ wanted: false }, { possible: false }]) {
      const { lesson } = make(options);
      lesson.start();
      expect([lesson.state.value, lesson.settled.value]).toEqual(["unable", true]);
    }
    expect(make({ wanted: false }).lesson.report).toBeNull();
  });

  it("learns from who follows, and says of who does not", async () => {
    const it = make();
    it.lesson.start();
    it.tell()?.state("ready");
    await sit(it, 1);
    expect(it.lesson.report).toEqual({ name: "gaze", ok: true, detail: { learned: "points", followed: true } });
    await sit(it, 0);
    expect(it.lesson.report).toMatchObject({ detail: { learned: "looks", followed: false } });
    expect(it.lesson.settled.value).toBe(true);
  });

  it("ends with the check, and lets go of the camera", () => {
    const it = make();
    it.lesson.start();
    it.tell()?.state("ready");
    void it.lesson.run();
    it.lesson.stop();
    expect([it.lesson.mark.value, it.tell()]).toEqual([null, undefined]);
  });
});
