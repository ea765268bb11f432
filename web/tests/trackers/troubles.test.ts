import { describe, expect, it } from "vitest";
import { InputTroubles } from "../../src/trackers/troubles.ts";
import type { Looks } from "../../src/trackers/tracker.ts";
import { around, copy, picture, START } from "./factory.ts";

const LOUD = { peak_dbfs: -30, mean_dbfs: -45 };
const SILENT = { peak_dbfs: -90, mean_dbfs: -100 };
const sound = (ms: number, level: Looks["sound"]["level"], state: Looks["sound"]["state"] = "live") => ({ at_ms: START + ms, state, level });

describe("what is wrong with camera and microphone", () => {
  const told = (looks: (ms: number) => Partial<Looks["picture"]>, untilMs: number, troubles = new InputTroubles(around(), {})) => {
    const heard: [number, string | null][] = [];
    for (let ms = 0; ms <= untilMs; ms += 500) {
      troubles.picture(picture(START + ms, looks(ms)));
      const now = troubles.now.value.camera;
      if (now !== (heard[heard.length - 1]?.[1] ?? null)) heard.push([ms, now]);
    }
    return heard;
  };

  it("is told within three seconds: muted, black", () => {
    expect(told((ms) => (ms >= 2000 ? { state: "muted", copy: null } : {}), 6000)).toEqual([[3000, "muted"]]);
    expect(told((ms) => (ms >= 2000 ? { copy: copy(4, 1, ms % 7) } : {}), 6000)).toEqual([[3000, "dark"]]);
  });

  it("is told of a picture that stands still as soon as it is called so", () => {
    const still = copy(120, 40);
    expect(told(() => ({ copy: still }), 14_000)).toEqual([[11_000, "frozen"]]);
  });

  it("goes away by itself, but not before it can be read, and one bad look is none", () => {
    expect(told((ms) => (ms < 1500 ? { state: "muted", copy: null } : {}), 9000)).toEqual([[1000, "muted"], [4000, null]]);
    expect(told((ms) => (ms === 2000 ? { state: "muted", copy: null } : {}), 9000)).toEqual([]);
  });

  const dim = (ms: number) => {
    const rgba = copy(6, 2, ms % 7);
    for (let i = 0; i < rgba.length; i += 4) if ((i / 4) % 32 >= 16) rgba.fill(14, i, i + 3);
    return { copy: rgba };
  };

  it("is darkness only where no face is found in it", () => {
    const sight = { dark: true, lookedAt: START, faceAt: null as number | null };
    expect(told(dim, 5000, new InputTroubles(around({ sight }), {}))).toEqual([[2000, "dim"]]);
    sight.faceAt = START + 4000;
    expect(told(dim, 5000, new InputTroubles(around({ sight }), {}))).toEqual([]);
  });

  it("is darkness before anybody has looked for a face only when that is long in coming", () => {
    const sight = { dark: true, lookedAt: null, faceAt: null };
    expect(told(dim, 20_000, new InputTroubles(around({ sight }), {}))).toEqual([[15_000, "dim"]]);
  });

  it("is a microphone that is muted or has gone silent, by the next second", () => {
    const troubles = new InputTroubles(around(), {});
    const now = () => troubles.now.value.microphone;
    troubles.sound(sound(0, LOUD));
    expect(now()).toBeNull();
    troubles.sound(sound(1000, SILENT));
    expect(now()).toBe("silent");
    troubles.sound(sound(2000, null, "muted"));
    expect(now()).toBe("muted");
    for (const ms of [3000, 4000, 5000]) troubles.sound(sound(ms, LOUD));
    expect(now()).toBeNull();
  });

  it("is nothing where nothing can be measured, or nothing is asked for", () => {
    const troubles = new InputTroubles(around(), {});
    for (let s = 0; s < 20; s++) troubles.sound(sound(s * 1000, null));
    expect(troubles.now.value.microphone).toBeNull();
    const required = { camera: false, microphone: false, screen: true, fullscreen: false, stills: false };
    const without = new InputTroubles(around({ required }), {});
    without.sound(sound(0, SILENT));
    expect(told(() => ({ state: "muted", copy: null }), 5000, without)).toEqual([]);
    expect(without.now.value.microphone).toBeNull();
  });
});
