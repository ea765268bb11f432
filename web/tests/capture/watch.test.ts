import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Awake } from "../../src/capture/awake.ts";
import { ratesOf } from "../../src/capture/encoding.ts";
import { SourceRecorder } from "../../src/capture/recorder.ts";
import { BUDGET_BITS, NO_THRIFT, type Thrift, thriftAfter } from "../../src/capture/thrift.ts";
import { judged } from "../../src/capture/trial.ts";
import { patienceMs } from "../../src/capture/watch.ts";
import type { ChunkFrame, Source } from "../../src/wire/frames.ts";
import { settled, Stream, Track } from "./factory.ts";

/** A browser's recorder that says something only when the test does; what it was asked for is kept. */
class Mute {
  static all: Mute[] = [];
  static isTypeSupported = (mime: string) => !mime.includes("av1") && !mime.includes("mp4");
  state = "inactive";
  ondataavailable: (event: { data: Blob }) => void = () => undefined;
  onstop: () => void = () => undefined;
  constructor(
    readonly stream: { getTracks(): unknown[] },
    readonly options: MediaRecorderOptions,
  ) {
    Mute.all.push(this);
  }
  get mimeType() {
    return this.options.mimeType ?? "";
  }
  start(): void {
    this.state = "recording";
  }
  stop(): void {
    this.state = "inactive";
    this.onstop();
  }
  say(text = "a"): void {
    this.ondataavailable({ data: new Blob([text]) });
  }
}

let now: number;
let chunks: ChunkFrame[];
let stream: Stream;
let recorder: SourceRecorder;
const last = () => Mute.all[Mute.all.length - 1] as Mute;

/** The pipeline's beat, four times a second. */
async function pass(ms: number, each: () => void = () => undefined): Promise<void> {
  for (let i = 0; i < ms / 250; i++) {
    now += 250;
    each();
    recorder.tick();
    await settled(0);
  }
}

beforeEach(async () => {
  now = 1_000_000;
  chunks = [];
  Mute.all = [];
  vi.stubGlobal("MediaRecorder", Mute);
  vi.stubGlobal("MediaStream", Stream);
  vi.stubGlobal("self", {});
  stream = new Stream([new Track("video"), new Track("audio")]);
  recorder = new SourceRecorder({
    source: "camera",
    clock: { offsetMs: 0, errorMs: 1 },
    onChunk: (chunk) => void chunks.push(chunk),
    onLost: () => undefined,
    now: () => now,
  });
  await recorder.start(stream as unknown as MediaStream);
});
afterEach(() => void vi.unstubAllGlobals());

describe("a computer that sleeps", () => {
  it("ends the segment: nothing is claimed for the sleep, and the next one begins at once", async () => {
    await pass(2000, () => last().say());
    const before = now;
    now += 90_000;
    last().say("woke");
    recorder.tick();
    await settled();
    await pass(1000, () => last().say("b"));
    expect(Mute.all).toHaveLength(2);
    const slept = chunks.filter((chunk) => chunk.startedDeviceMs <= before);
    expect(Math.max(...slept.map((chunk) => chunk.startedDeviceMs + chunk.durationMs))).toBeLessThanOrEqual(before);
    const after = chunks.filter((chunk) => chunk.segment === 1);
    expect(after[0]?.startedDeviceMs).toBe(before + 90_000);
    expect(chunks.filter((chunk) => chunk.segment === 0 && chunk.last)).toHaveLength(1);
    expect(chunks.map((chunk) => chunk.sequence)).toEqual(chunks.map((_, i) => i)); // no hole
    expect(recorder.silent).toBe(false);
  });

  it("has recorded nothing while it slept, whichever piece is asked about", () => {
    const awake = new Awake();
    for (const at of [1000, 1250, 91_000]) awake.look(at);
    expect([awake.endOf(900, 91_000), awake.endOf(1250, 91_500), awake.endOf(91_000, 91_500)]).toEqual([1250, 1250, 91_500]);
    expect(awake.endOf(100, 600)).toBe(600);
  });
});

describe("a recorder that delivers nothing", () => {
  it("is noticed within five seconds and tries the next type, then a smaller picture", async () => {
    expect(last().options.mimeType).toBe("video/webm;codecs=vp8,opus");
    await pass(5000);
    expect(recorder.silent).toBe(true);
    expect(last().options.mimeType).toBe("video/webm");
    await pass(6000); // each try is given more time
    expect(last().options.mimeType).toBe("video/webm;codecs=vp8,opus");
    expect(last().options.videoBitsPerSecond).toBe(ratesOf("camera", 1).videoBits);
    last().say();
    recorder.tick();
    expect(recorder.silent).toBe(false);
    const media = last();
    await pass(3000, () => last().say());
    expect(last()).toBe(media);
  });

  it("is noticed when its pieces stop, or are empty", async () => {
    await pass(3000, () => last().say());
    await pass(5000, () => last().say(""));
    expect(recorder.silent).toBe(true);
  });

  it("is left alone while the system has muted its tracks: nothing else would help", async () => {
    for (const track of stream.tracks) track.muted = true;
    await pass(6000);
    expect([recorder.silent, Mute.all.length]).toEqual([true, 1]);
  });

  it("is given the time that few pictures or key frames take", () => {
    expect(patienceMs("camera", 0, "video/webm")).toBe(4000);
    expect(patienceMs("screen", 3, "video/webm")).toBe(12_500);
    expect(patienceMs("screen", 0, "video/mp4")).toBe(10_000);
  });
});

describe("what is really made", () => {
  /** A browser that gives every video at least 100 kbit/s, but no picture more than its size can hold. */
  const clamped = (source: Source, step: number): number => {
    const { fps, width, audioBits, videoBits } = ratesOf(source, step);
    const fullest = (width * width * 3) / 4 / 2; // half a bit a pixel: the best quality there is
    return Math.min(Math.max(videoBits, 100_000), fullest * fps) + audioBits;
  };
  const hour = (made: (source: Source, step: number) => number, minutes = 10): Thrift => {
    let thrift = NO_THRIFT;
    for (let at = 0; at < minutes * 60_000; at += 10_000) {
      for (const source of at % 30_000 ? (["camera"] as const) : (["camera", "screen"] as const))
        thrift = thriftAfter(thrift, source, made(source, thrift.steps[source] ?? 0), 0, at);
    }
    return thrift;
  };
  const total = (thrift: Thrift, made: (source: Source, step: number) => number) =>
    (["camera", "screen"] as const).reduce((sum, one) => sum + made(one, thrift.steps[one] ?? 0), 0);

  it("is within the line after some steps, where a browser makes more than it is asked for", () => {
    expect(total(NO_THRIFT, clamped)).toBeGreaterThan(BUDGET_BITS);
    expect(total(hour(clamped), clamped)).toBeLessThanOrEqual(BUDGET_BITS);
  });

  it("changes nothing where a browser does as it is told", () => {
    const honest = (source: Source, step: number) => ratesOf(source, step).videoBits + ratesOf(source, step).audioBits;
    expect(hour(honest).steps).toEqual({});
  });

  it("comes back up when there is room again", () => {
    const calm = (source: Source) => (source === "camera" ? 40_000 : 10_000);
    let thrift = thriftAfter(NO_THRIFT, "screen", 400_000, 0, 0);
    expect(thrift.steps).toEqual({ screen: 1 });
    for (let at = 10_000; at < 600_000; at += 10_000) thrift = thriftAfter(thrift, "screen", calm("screen"), 0, at);
    expect(thrift.steps).toEqual({ screen: 0 });
  });
});

it("a trial tells a recording from nothing and from something else", () => {
  expect(judged(new Uint8Array(0))).toBe("no_pieces");
  expect(judged(new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 1]))).toBe("ok");
  expect(judged(new TextEncoder().encode("\0\0\0 ftypisom"))).toBe("ok");
  expect(judged(new TextEncoder().encode("<html>"))).toBe("no_recording");
});
