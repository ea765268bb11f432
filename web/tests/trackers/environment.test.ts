import { describe, expect, it } from "vitest";
import { belowFloor, browserName, missingInterfaces, reasonOf } from "../../src/trackers/kinds/environment.ts";

const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14)";
const chrome = (version: number, more = "") =>
  `${WINDOWS} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36${more}`;
const firefox = (version: number) => `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
const safari = (version: string) => `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Safari/605.1.15`;

describe("the browser's age", () => {
  it.each([
    ["Chrome", chrome(71), chrome(72)],
    ["Firefox", firefox(65), firefox(66)],
    ["Safari", safari("11.1"), safari("12.0")],
    ["Opera", chrome(71, " OPR/58.0"), chrome(72, " OPR/59.0")],
    ["Edge", chrome(78, " Edg/78.0"), chrome(79, " Edg/79.0")],
  ])("is told at the floor of %s", (_name, below, above) => {
    expect(belowFloor(below, false)).toBe(true);
    expect(belowFloor(above, false)).toBe(false);
  });

  it("is that of Edge, not of the Chrome that the old Edge claims to be", () => {
    expect(belowFloor(chrome(80, " Edge/18.17763"), false)).toBe(true);
  });

  it("is not held against a name nobody knows", () => {
    expect(belowFloor("SomethingElse/1.0", true)).toBe(false);
  });

  it("is not kept by a Safari that cannot record, where something is recorded", () => {
    expect(belowFloor(safari("12.1"), true)).toBe(true);
    expect(belowFloor(safari("12.1"), false)).toBe(false);
    expect(belowFloor(safari("14.1"), true)).toBe(false);
  });
});

describe("a changed browser", () => {
  it("is another one, not the same after an update", () => {
    expect(browserName(chrome(140), "Win32")).toBe(browserName(chrome(141), "Win32"));
    expect(browserName(chrome(140), "Win32")).not.toBe(browserName(firefox(140), "Win32"));
    expect(browserName(chrome(140), "Win32")).not.toBe(browserName(chrome(140), "MacIntel"));
  });
});

describe("what is wrong with the environment", () => {
  const fine = { missing: [], tooOld: false, automated: false, changed: false };

  it("is one reason, the heaviest first", () => {
    expect(reasonOf(fine, null)).toBeNull();
    expect(reasonOf({ missing: ["WebSocket"], tooOld: true, automated: true, changed: true }, 9999)).toBe("missing_interface");
    expect(reasonOf({ ...fine, tooOld: true, automated: true }, null)).toBe("old_browser");
    expect(reasonOf({ ...fine, automated: true, changed: true }, null)).toBe("automation");
    expect(reasonOf({ ...fine, changed: true }, 9999)).toBe("browser_changed");
  });

  it("is a second tab only when it stays: a duplicated tab that is closed at once is a slip", () => {
    expect(reasonOf(fine, 2999)).toBeNull();
    expect(reasonOf(fine, 3000)).toBe("second_tab");
  });
});

describe("missing interfaces", () => {
  const page = (parts: object) => parts as Window & typeof globalThis;
  const whole = { WebSocket: 1, indexedDB: 1, MediaRecorder: 1, navigator: { mediaDevices: { getUserMedia: 1, getDisplayMedia: 1 } } };
  const all = { camera: true, microphone: true, screen: true, fullscreen: false, stills: false };

  it("are none in a whole browser", () => {
    expect(missingInterfaces(all, page(whole))).toEqual([]);
  });

  it("count only where the template needs them", () => {
    const bare = page({ WebSocket: 1, indexedDB: 1, navigator: {} });
    expect(missingInterfaces(all, bare)).toEqual(["MediaRecorder", "getUserMedia", "getDisplayMedia"]);
    expect(missingInterfaces({ ...all, screen: false }, bare)).toEqual(["MediaRecorder", "getUserMedia"]);
    expect(missingInterfaces({ ...all, camera: false, microphone: false, screen: false, fullscreen: true }, bare)).toEqual([]);
  });
});
