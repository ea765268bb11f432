import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { STILL_MS } from "../../src/capture/encoding.ts";
import { SourceRecorder } from "../../src/capture/recorder.ts";
import { sizeOf } from "../../src/capture/size.ts";
import { mustRecord } from "../../src/trackers/kinds/environment.ts";
import type { ChunkFrame, Source } from "../../src/wire/frames.ts";
import { settled, Stream, Track } from "./factory.ts";

let pictures: (string | null)[];
vi.mock("../../src/capture/still.ts", () => ({
  takeStill: async () => {
    now += 100;
    const next = pictures.shift();
    return next ? new Blob([next]) : null;
  },
}));

/** A recorder of which nothing ever comes. */
class Dead {
  static isTypeSupported = (mime: string) => mime.includes("vp8");
  state = "inactive";
  mimeType = "video/webm;codecs=vp8";
  onstop: () => void = () => undefined;
  constructor(readonly stream: Stream) {}
  start(): void {
    this.state = "recording";
  }
  stop(): void {
    this.state = "inactive";
    this.onstop();
  }
}

let now: number;
let chunks: ChunkFrame[];

function recorder(source: Source, stills: boolean): SourceRecorder {
  const clock = { offsetMs: 0, errorMs: 0 };
  return new SourceRecorder({ source, clock, stills, onChunk: (chunk) => chunks.push(chunk), onLost: () => undefined, now: () => now });
}

const begin = (r: SourceRecorder, ...kinds: string[]) => r.start(new Stream(kinds.map((kind) => new Track(kind))) as unknown as MediaStream);
const said = () => chunks.map(({ segment, first, last, startedDeviceMs, durationMs, payload, details }) =>
  `${segment}${first ? "F" : ""}${last ? "L" : ""} ${startedDeviceMs}+${durationMs} ${Buffer.from(payload)} ${details?.mime ?? ""}`.trim()); // prettier-ignore

async function pass(r: SourceRecorder, ms: number): Promise<void> {
  for (const end = now + ms; now < end; ) {
    now += 250;
    r.tick();
    await settled();
  }
}

describe("still pictures", () => {
  beforeEach(() => {
    now = 1000;
    chunks = [];
    pictures = ["one", "two", "three"];
    vi.stubGlobal("MediaStream", Stream);
    vi.stubGlobal("self", {});
  });
  afterEach(() => void vi.unstubAllGlobals());

  it("come where there is no recorder at all, each a segment that lasts until the next", async () => {
    vi.stubGlobal("MediaRecorder", undefined);
    const r = recorder("camera", true);
    await begin(r, "video", "audio");
    await settled();
    expect(said()).toEqual(["0F 1000+100 one image/jpeg"]);
    expect(r.sendsStills).toBe(true);
    await pass(r, STILL_MS.camera);
    expect(said().slice(1)).toEqual(["0L 1100+3100", "1F 4100+100 two image/jpeg"]);
  });

  it("come after every kind of recording was tried in vain, and stay", async () => {
    vi.stubGlobal("MediaRecorder", Dead);
    const r = recorder("camera", true);
    await begin(r, "video", "audio");
    await pass(r, 30_000);
    expect(said()[0]).toMatch(/^0F \d+\+100 one image\/jpeg$/);
    expect(r.silent).toBe(true); // the three pictures of this test have been handed out
    expect(chunks.filter((one) => one.first)).toHaveLength(3);
  });

  it("come at once where a trial has shown that nothing else does", async () => {
    vi.stubGlobal("MediaRecorder", Dead);
    const r = recorder("camera", true);
    await r.start(new Stream([new Track("video"), new Track("audio")]) as unknown as MediaStream, true);
    await settled();
    expect(said()).toEqual(["0F 1000+100 one image/jpeg"]);
  });

  it("are not silence where they come as slowly as they should", async () => {
    vi.stubGlobal("MediaRecorder", undefined);
    pictures = Array.from({ length: 10 }, (_, n) => `picture ${n}`);
    const r = recorder("screen", true);
    await begin(r, "video");
    await pass(r, 5 * STILL_MS.screen);
    expect(r.silent).toBe(false);
    expect(chunks.filter((one) => one.first)).toHaveLength(5);
  });

  it("do not come where the template does not let them, nor of sound alone", async () => {
    vi.stubGlobal("MediaRecorder", Dead);
    const strict = recorder("camera", false);
    await begin(strict, "video", "audio");
    await pass(strict, 30_000);
    const deaf = recorder("camera", true);
    await begin(deaf, "audio");
    await pass(deaf, 30_000);
    expect(chunks).toEqual([]);
  });

  it("have the size that they say themselves", () => {
    const frame = "ffc0001108" + "02d0" + "0500"; // baseline, 720 lines of 1280
    const jpeg = `ffd8ffe00004abcd${frame}`;
    expect(sizeOf(new Uint8Array(Buffer.from(jpeg, "hex")))).toEqual({ width: 1280, height: 720 });
    expect(sizeOf(new Uint8Array(Buffer.from("ffd8ffe0ffff", "hex")))).toBeNull();
  });

  it.each([
    [{ camera: true, stills: true }, false],
    [{ screen: true, stills: true }, false],
    [{ microphone: true, stills: true }, true],
    [{ camera: true, microphone: true }, true],
    [{ stills: true }, false],
    [{}, false],
  ])("of %o: a recorder is needed: %s", (asked, needed) => {
    expect(mustRecord(asked)).toBe(needed);
  });
});
