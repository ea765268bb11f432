import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { chooseMime } from "../../src/capture/encoding.ts";
import { SourceRecorder } from "../../src/capture/recorder.ts";
import { Pacer } from "../../src/capture/scaled.ts";
import { sizeOf } from "../../src/capture/size.ts";
import type { ChunkFrame } from "../../src/wire/frames.ts";
import { settled, Stream, Track } from "./factory.ts";

class FakeMedia {
  static all: FakeMedia[] = [];
  static isTypeSupported = (mime: string) => mime.includes("vp8");
  state = "inactive";
  mimeType = "video/webm;codecs=vp8,opus";
  ondataavailable: (event: { data: Blob }) => void = () => undefined;
  onstop: () => void = () => undefined;
  constructor(
    readonly stream: Stream,
    readonly options: MediaRecorderOptions,
  ) {
    FakeMedia.all.push(this);
  }
  start(): void {
    this.state = "recording";
  }
  stop(): void {
    this.state = "inactive";
  }
  requestData(): void {
    this.say("flushed");
  }
  say(text: string): void {
    this.ondataavailable({ data: new Blob([text]) });
  }
}

let now: number;
let chunks: ChunkFrame[];
let lost: number;

function recorder(): SourceRecorder {
  const clock = { offsetMs: 12, errorMs: 3 };
  const onChunk = (chunk: ChunkFrame) => chunks.push(chunk);
  const onLost = () => {
    lost += 1;
  };
  return new SourceRecorder({ source: "camera", clock, onChunk, onLost, now: () => now });
}

const stream = () => new Stream([new Track("video"), new Track("audio")]);
const media = (n: number) => FakeMedia.all[n] as FakeMedia;
const begin = (r: SourceRecorder, s: Stream) => r.start(s as unknown as MediaStream);
const said = () =>
  chunks.map(({ segment, sequence, first, last, payload }) => {
    const flags = `${first ? "F" : ""}${last ? "L" : ""}`;
    return `${segment}.${sequence}${flags} ${Buffer.from(payload).toString()}`;
  });

describe("the recorder", () => {
  beforeEach(() => {
    now = 1_000_000;
    chunks = [];
    lost = 0;
    FakeMedia.all = [];
    vi.stubGlobal("MediaRecorder", FakeMedia);
    vi.stubGlobal("MediaStream", Stream);
    vi.stubGlobal("self", {});
  });
  afterEach(() => void vi.unstubAllGlobals());

  it("marks first and last of each segment and numbers without gaps, however late the old one finishes", async () => {
    const r = recorder();
    await begin(r, stream());
    media(0).say("a");
    media(0).say(""); // Firefox
    media(0).say("b");
    now += 10_000;
    r.tick();
    expect(media(1).state).toBe("recording");
    media(1).say("d");
    media(0).say("c");
    media(0).onstop();
    await settled();
    expect(said()).toEqual(["0.0F a", "0.1 b", "0.2L c", "1.3F d"]);
    expect(chunks[3]?.details).toEqual({
      mime: media(1).mimeType,
      width: 480,
      height: 360,
      offset_ms: 12,
      error_ms: 3,
    });
  });

  it("begins once when a device is changed twice in a breath, after all that was recorded before", async () => {
    const r = recorder();
    await begin(r, stream());
    media(0).say("a");
    const [second, third] = [stream(), stream()];
    const both = [begin(r, second), begin(r, third)];
    await settled();
    await Promise.all(both);
    expect(FakeMedia.all).toHaveLength(2);
    expect(media(1).stream.getTracks()).toEqual(third.tracks);
    media(1).say("b");
    media(0).say("z");
    media(0).onstop();
    await settled();
    expect(said()).toEqual(["0.0F a", "0.1L z", "1.2F b"]);
  });

  it("closes a segment with an empty chunk when the browser has nothing left to say", async () => {
    const r = recorder();
    await begin(r, stream());
    media(0).say("a");
    const stopped = r.stop();
    media(0).say("");
    media(0).onstop();
    await stopped;
    expect(said()).toEqual(["0.0F a", "0.1L "]);
  });

  it("leaves out a segment that never had any bytes", async () => {
    const r = recorder();
    await begin(r, stream());
    now += 10_000;
    r.tick();
    media(0).onstop();
    media(1).say("a");
    await settled();
    expect(said()).toEqual(["0.0F a"]);
  });

  it("gives chunks times that join, from the device's clock", async () => {
    const r = recorder();
    await begin(r, stream());
    for (const step of [510.4, 489.8, 600]) {
      now += step;
      media(0).say("x");
    }
    await settled();
    expect(chunks.map((chunk) => chunk.startedDeviceMs)).toEqual([1_000_000, 1_000_510, 1_001_000]);
    expect(chunks.map((chunk) => chunk.durationMs)).toEqual([510, 490, 600]);
  });

  it("goes on with the microphone when the camera has gone, says so once, and carries on with another", async () => {
    const r = recorder();
    const s = stream();
    await begin(r, s);
    media(0).say("a");
    const camera = s.tracks[0] as Track;
    camera.readyState = "ended";
    camera.dispatchEvent(new Event("ended"));
    expect(media(1).stream.tracks.map((track) => track.kind)).toEqual(["audio"]);
    expect([lost, r.recording]).toEqual([1, true]);
    media(0).onstop();
    const begun = begin(r, stream());
    media(1).onstop();
    await begun;
    media(2).say("b");
    await settled();
    expect(said()).toEqual(["0.0F a", "0.1L ", "1.2F b"]);
  });

  it("starts again when the browser's recorder stops by itself, and gives up when it keeps doing so", async () => {
    const r = recorder();
    await begin(r, stream());
    for (let n = 0; n < 4; n++) {
      media(n).state = "inactive";
      media(n).onstop();
    }
    expect(FakeMedia.all).toHaveLength(4);
    expect([lost, r.recording]).toEqual([1, false]);
  });

  it("hands out what it has when the page is about to go", async () => {
    const r = recorder();
    await begin(r, stream());
    r.flush();
    await settled();
    expect(said()).toEqual(["0.0F flushed"]);
  });
});

describe("what is recorded", () => {
  it("is WebM wherever that can be had, MP4 in Safari, and AV1 for screens only", () => {
    const can =
      (...known: string[]) =>
      (mime: string) =>
        known.some((name) => mime.includes(name));
    expect(chooseMime("camera", true, true, can("vp8", "av1"))).toBe("video/webm;codecs=vp8,opus");
    expect(chooseMime("screen", true, false, can("vp8", "av1"))).toBe("video/webm;codecs=av1");
    expect(chooseMime("screen", true, false, can("vp8"))).toBe("video/webm;codecs=vp8");
    expect(chooseMime("camera", true, true, can("mp4"))).toBe("video/mp4;codecs=avc1.42E01E,mp4a.40.2");
    expect(chooseMime("camera", false, true, can("mp4"))).toBe("audio/mp4;codecs=mp4a.40.2");
    expect(chooseMime("camera", true, true, () => false)).toBe("");
  });

  it("tells its true size in the head of the file", () => {
    const ebml = "1a45dfa384" + "01020304";
    const segment = "1853806701ffffffffffffff"; // of unknown length
    const info = "1549a96682" + "0909";
    const sound = "ae83d78102";
    const picture = "ae90d78101" + "e08b" + "b0820500" + "ba8202d0" + "53c081";
    const head = Buffer.from(`${ebml}${segment}${info}1654ae6b97${sound}${picture}`, "hex");
    expect(sizeOf(new Uint8Array(head))).toEqual({ width: 1280, height: 720 });
    expect(sizeOf(new Uint8Array(head.subarray(0, 48)))).toBeNull();
    expect(sizeOf(new Uint8Array([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70]))).toBeNull();
  });

  it("has the frames it should have, whatever the device delivers", () => {
    const taken = (deviceFps: number, fps: number) => {
      const pacer = new Pacer();
      const frames = Array.from({ length: deviceFps * 10 }, (_, n) => (n * 1e6) / deviceFps + (n % 3) * 4000);
      return frames.filter((at) => pacer.takes(at, fps)).length / 10;
    };
    expect(taken(30, 10)).toBeCloseTo(10, 0);
    expect(taken(10, 10)).toBeCloseTo(10, 0);
    expect(taken(15, 10)).toBeGreaterThan(7);
    expect(taken(10, 7)).toBeCloseTo(7, 0);
    expect(taken(30, 3)).toBeCloseTo(3, 0);
    expect(taken(5, 10)).toBe(5);
  });
});
