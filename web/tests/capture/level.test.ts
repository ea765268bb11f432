import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listInputs, usedOf } from "../../src/capture/inputs.ts";
import { watchLevel } from "../../src/capture/level.ts";

const STREAM = { getAudioTracks: () => [{}] } as unknown as MediaStream;
let state: AudioContextState;

class Context {
  createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData: (to: Float32Array) => to.fill(0.1) });
  createMediaStreamSource = () => ({ connect: () => undefined, disconnect: () => undefined });
  resume = () => new Promise<void>(() => undefined); // as Firefox without a sound output
  close = async () => undefined;
  get state(): AudioContextState {
    return state;
  }
}

describe("the loudness of a microphone", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("window", { AudioContext: Context });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("is told as not measurable within a few seconds where the audio graph never starts, and measured once it does", () => {
    state = "suspended";
    const [heard, stuck] = [vi.fn(), vi.fn()];
    const stop = watchLevel(STREAM, heard, stuck);
    vi.advanceTimersByTime(2900);
    expect(stuck).not.toHaveBeenCalled();
    vi.advanceTimersByTime(200);
    expect(stuck).toHaveBeenCalled();
    expect(heard).not.toHaveBeenCalled();
    state = "running";
    vi.advanceTimersByTime(100);
    expect(heard).toHaveBeenCalledWith(expect.closeTo(-20, 3));
    stop();
  });

  it("is not measurable at once where the browser has no audio graph, or can open no more of them", () => {
    for (const AudioContext of [undefined, class { constructor() { throw new Error("too many"); } }]) { // prettier-ignore
      vi.stubGlobal("window", { AudioContext });
      const stuck = vi.fn();
      watchLevel(STREAM, () => undefined, stuck)();
      expect(stuck).toHaveBeenCalledOnce();
    }
  });
});

describe("cameras and microphones", () => {
  afterEach(() => void vi.unstubAllGlobals());
  const device = (kind: string, deviceId: string, label: string) => ({ kind, deviceId, label });

  it("are listed once each, though the system's choice stands there twice, and not before they can be told apart", async () => {
    const devices = [
      device("audioinput", "default", "Default - Headset"), device("audioinput", "a", "Headset"), device("audiooutput", "o", "Speaker"),
      device("videoinput", "", ""), device("videoinput", "b", "x".repeat(5000)),
    ]; // prettier-ignore
    vi.stubGlobal("navigator", { mediaDevices: { enumerateDevices: async () => devices } });
    const found = await listInputs();
    expect(found.map(({ input, id }) => `${input} ${id}`)).toEqual(["microphone a", "camera b"]);
    expect(found[1]?.label).toHaveLength(200);
    vi.stubGlobal("navigator", {});
    expect(await listInputs()).toEqual([]);
  });

  it("are known by the track they give", () => {
    const track = { label: "Default - Headset", getSettings: () => ({ deviceId: "default" }) } as unknown as MediaStreamTrack;
    expect(usedOf("microphone", track)).toEqual({ input: "microphone", id: "default", label: "Headset" });
  });
});
