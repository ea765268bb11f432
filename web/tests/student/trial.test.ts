import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import type { Devices } from "../../src/state/student/devices.ts";
import { RecordingTrial } from "../../src/state/student/trial.ts";

const devices = { camera: signal({}), screen: signal(null), complete: signal(true) } as unknown as Devices;

describe("the trial of the check", () => {
  it("passes with still pictures, and says of which sources", async () => {
    const trial = new RecordingTrial(devices, async () => "stills");
    await trial.run();
    expect(trial.result.value).toEqual({ state: "ok", note: "stills", detail: { found: "stills" } });
    expect(trial.onlyStills).toEqual(["camera"]);
  });

  it("that another one has overtaken says nothing any more", async () => {
    const answers: ((found: string) => void)[] = [];
    const trial = new RecordingTrial(devices, () => new Promise((resolve) => void answers.push(resolve)));
    const [first, second] = [trial.run(), trial.run()];
    answers[1]?.("ok");
    await second;
    answers[0]?.("stills");
    await first;
    expect(trial.result.value).toEqual({ state: "ok" });
    expect(trial.onlyStills).toEqual([]);
  });
});
