import { afterEach, describe, expect, it, vi } from "vitest";
import { DeviceError, openCamera, openScreen, problemOf } from "../../src/capture/devices.ts";
import { nameAndVersion } from "../../src/capture/facts.ts";
import { dbfsOf } from "../../src/capture/level.ts";
import { measureUplink, rateOf } from "../../src/capture/uplink.ts";

const no = (name: string) => () => Promise.reject(Object.assign(new Error("no"), { name }));

function browser(mediaDevices: object | undefined, permissions: Record<string, string> = {}): void {
  const query = ({ name }: { name: string }) => Promise.resolve({ state: permissions[name] ?? "prompt" });
  vi.stubGlobal("navigator", { mediaDevices, permissions: { query } });
  vi.stubGlobal("window", { isSecureContext: mediaDevices !== undefined });
}

const trouble = async (opening: Promise<unknown>) => {
  const error = await opening.catch((e: unknown) => e);
  return error instanceof DeviceError ? `${error.device} ${error.problem}` : error;
};
const both = { camera: true, microphone: true };

describe("devices", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("name the one that is the trouble, and the trouble", async () => {
    browser({ getUserMedia: no("NotAllowedError") }, { microphone: "denied" });
    expect(await trouble(openCamera(both))).toBe("microphone denied");
    browser({ getUserMedia: no("NotAllowedError") }, { microphone: "denied", camera: "denied" });
    expect(await trouble(openCamera(both))).toBe("camera denied");
    browser({ getUserMedia: no("NotFoundError"), enumerateDevices: async () => [{ kind: "audioinput" }] });
    expect(await trouble(openCamera(both))).toBe("camera missing");
    browser({ getUserMedia: no("NotReadableError") });
    expect(await trouble(openCamera(both))).toBe("camera busy");
    const stream = { getTracks: () => [] };
    browser({
      getUserMedia: ({ audio }: { audio: unknown }) => (audio ? no("NotReadableError")() : Promise.resolve(stream)),
    });
    expect(await trouble(openCamera(both))).toBe("microphone busy");
  });

  it("are not there on an insecure page or in an old browser", async () => {
    browser(undefined);
    expect(await trouble(openCamera(both))).toBe("camera insecure");
    browser({});
    expect(await trouble(openScreen())).toBe("screen unsupported");
    expect(problemOf(new Error("what?"))).toBe("unknown");
  });
});

describe("measures", () => {
  it("leave out the time of the way from the rate of the line", () => {
    expect(
      rateOf([
        { bytes: 1000, ms: 100 },
        { bytes: 33_000, ms: 1100 },
      ]),
    ).toBe(256);
    expect(rateOf([{ bytes: 1000, ms: 100 }])).toBe(80);
    expect(rateOf([])).toBe(0);
  });

  it("do not begin a parcel that a thin line would not finish in time", async () => {
    const asked: number[] = [];
    const kbit = await measureUplink(async (bytes) => {
      asked.push(bytes);
      return { bytes, ms: 60 + (bytes * 8) / 256 };
    });
    expect(asked).toEqual([1000, 4000, 16_000, 64_000]);
    expect(kbit).toBe(256);
  });

  it("tell loudness in dBFS", () => {
    expect(dbfsOf(new Float32Array(100))).toBe(-100);
    expect(dbfsOf(new Float32Array(100).fill(1))).toBe(0);
    expect(dbfsOf(new Float32Array(100).fill(0.1))).toBeCloseTo(-20, 3);
  });

  it("tell browsers apart that call themselves each other", () => {
    const chrome =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
    expect(nameAndVersion(chrome)).toEqual({ name: "Chrome", version: "126.0.0.0" });
    expect(nameAndVersion(`${chrome} Edg/126.0.1.2`)).toEqual({ name: "Edge", version: "126.0.1.2" });
    expect(nameAndVersion("Mozilla/5.0 (X11; rv:128.0) Gecko/20100101 Firefox/128.0").name).toBe("Firefox");
    expect(nameAndVersion("AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15")).toEqual({
      name: "Safari",
      version: "17.4",
    });
    expect(nameAndVersion("curl")).toEqual({ name: "unknown", version: "" });
  });
});
