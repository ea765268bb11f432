import { describe, expect, it } from "vitest";
import { lookedAt } from "../../src/state/student/looked.ts";
import wire from "../../src/wire/catalogue.json";
import { student } from "../../src/words/student.en.ts";

const on = { voices: {}, camera: {}, environment: {}, fullscreen: {}, phone_camera: {}, of_tomorrow: {} };

describe("what is looked at", () => {
  it("is told in the order of the catalogue, without what has nothing to look at", () => {
    expect(lookedAt(on, { camera: true, microphone: true })).toEqual(["environment", "camera", "voices"]);
    expect(lookedAt(on, {})).toEqual(["environment"]);
    expect(lookedAt(on, { fullscreen: true, phone: true })).toEqual(["environment", "fullscreen", "phone_camera"]);
  });

  it("has plain words for every tracker there is", () => {
    for (const { name } of wire.trackers) expect(student.trackers[name], name).toBeTruthy();
  });
});
