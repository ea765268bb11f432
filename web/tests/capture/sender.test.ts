import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it } from "vitest";
import { settle } from "../../src/capture/answers.ts";
import { Bucket } from "../../src/capture/bucket.ts";
import { Outbox } from "../../src/capture/outbox.ts";
import { Sender } from "../../src/capture/sender.ts";
import { type ChunkFrame, readChunk } from "../../src/wire/frames.ts";
import type { StudentMessage } from "../../src/wire/messages.ts";
import { chunk, RECORDER, reading, settled } from "./factory.ts";

const SCREEN = "5c4ee15c4ee15c4e";
let now: number;
let log: string[];
let up: boolean;
let buffered: number;
let box: Outbox;
let sender: Sender;

const line = {
  send(message: StudentMessage): boolean {
    if (up) log.push(message.type === "send_readings" ? `reading ${message.at_ms}` : message.type);
    return up;
  },
  sendBinary(bytes: ArrayBuffer | Uint8Array): boolean {
    const frame = new Uint8Array(bytes as Uint8Array<ArrayBuffer>);
    if (up) log.push(frame[0] === 2 ? "picture" : named(readChunk(frame)));
    return up;
  },
  get buffered(): number {
    return buffered;
  },
};

const named = ({ source, sequence }: ChunkFrame) => `${source} ${sequence}`;

/** A chunk that ends `agoMs` before now. */
function aged(sequence: number, agoMs: number, changes: Partial<ChunkFrame> = {}): ChunkFrame {
  return chunk(sequence, { startedDeviceMs: now - agoMs - 500, ...changes });
}

const screen = (sequence: number, agoMs: number, changes: Partial<ChunkFrame> = {}) =>
  aged(sequence, agoMs, { source: "screen", recorder: SCREEN, ...changes });

const stored = (...sequences: number[]) =>
  settle({ type: "chunks_stored", recorder: RECORDER, sequences }, box, sender);

describe("the sender", () => {
  beforeEach(async () => {
    globalThis.indexedDB = new IDBFactory();
    now = 50_000_000;
    log = [];
    up = true;
    buffered = 0;
    box = new Outbox("s1");
    await box.open();
    sender = new Sender(box, line, () => now);
  });

  it("sends readings first, then the live camera, then the live screen, pictures and the rest", async () => {
    await box.addChunk(aged(0, 60_000, { segment: 0 }));
    await box.addSnapshot({ id: "p", source: "camera", takenMs: now, frame: new Uint8Array(10) });
    await box.addChunk(screen(0, 100));
    await box.addChunk(aged(1, 100, { segment: 6 }));
    await box.addReadings(reading(1000));
    await box.addReadings(reading(2000));
    sender.opened();
    await settled();
    expect(log).toEqual(["reading 1000", "reading 2000", "camera 1", "screen 0", "picture", "camera 0"]);
  });

  it("says nothing while the line is down, and everything unanswered again when it is back", async () => {
    sender.opened();
    for (const n of [0, 1, 2]) sender.add(await box.addChunk(aged(n, 100)));
    await settled();
    stored(1);
    sender.lost();
    sender.add(await box.addChunk(aged(3, 50)));
    await settled();
    expect(log).toEqual(["camera 0", "camera 1", "camera 2"]);
    log = [];
    sender.opened();
    await settled();
    expect(log).toEqual(["camera 0", "camera 2", "camera 3"]);
    stored(0, 2, 3);
    expect([...box.all()]).toEqual([]);
  });

  it("never has more unanswered than the window, and goes on as answers come", async () => {
    sender.opened();
    const payload = new Uint8Array(50_000);
    for (let n = 0; n < 6; n++) sender.add(await box.addChunk(aged(n, 100, { payload })));
    await settled();
    expect(log).toHaveLength(4);
    stored(0);
    await settled();
    expect(log).toHaveLength(5);
  });

  it("leaves the camera room beside a screen that fills its own window", async () => {
    sender.opened();
    const payload = new Uint8Array(60_000);
    for (let n = 0; n < 4; n++) sender.add(await box.addChunk(screen(n, 100, { payload })));
    sender.add(await box.addChunk(aged(0, 50)));
    await settled();
    expect(log).toEqual(["screen 0", "screen 1", "camera 0"]);
  });

  it("waits while the browser itself holds bytes back", async () => {
    buffered = 20_000;
    sender.opened();
    sender.add(await box.addChunk(aged(0, 100)));
    await settled();
    expect(log).toEqual([]);
    buffered = 0;
    sender.tick();
    await settled();
    expect(log).toEqual(["camera 0"]);
  });

  it("gives the backlog 240 kbit/s less what is live, and the live chunks their place at once", async () => {
    const payload = new Uint8Array(3000);
    for (let n = 0; n < 40; n++)
      await box.addChunk(aged(n, 120_000 - n * 500, { payload, segment: Math.floor(n / 20) }));
    sender.opened();
    sender.add(await box.addChunk(aged(40, 0, { payload, segment: 9 })));
    await settled();
    let before = 0;
    for (let beat = 0; beat < 8; beat++) {
      now += 250;
      if (beat === 4) before = log.length;
      stored(...Array.from({ length: 41 }, (_, n) => n).filter((n) => box.chunk(RECORDER, n)?.sent));
      sender.tick();
      await settled();
    }
    expect(log.indexOf("camera 40")).toBeLessThan(5);
    expect((log.length - before) * 3034).toBeGreaterThan(20_000);
    expect((log.length - before) * 3034).toBeLessThan(36_000);
  });

  it("sends the newest segment in order from its beginning, so that watchers can follow", async () => {
    const mixed = [
      aged(0, 20_000),
      aged(1, 9000, { segment: 1 }),
      aged(2, 8500, { segment: 1 }),
      aged(3, 200, { segment: 1 }),
    ];
    for (const one of mixed) await box.addChunk(one);
    sender.opened();
    await settled();
    expect(log).toEqual(["camera 1", "camera 2", "camera 3", "camera 0"]);
  });

  it("sends what an earlier life of the page left", async () => {
    await box.addChunk(aged(0, 9000));
    box.close();
    box = new Outbox("s1");
    await box.open();
    sender = new Sender(box, line, () => now);
    sender.opened();
    sender.add(await box.addChunk(aged(0, 10, { recorder: "feedfeedfeedfeed", source: "phone" })));
    await box.loadEarlier();
    sender.reorder();
    await settled();
    expect(log).toEqual(["phone 0", "camera 0"]);
  });

  it("drops what is refused for good, and comes again with what is refused for now", async () => {
    sender.opened();
    for (const n of [0, 1]) sender.add(await box.addChunk(aged(n, 100)));
    await settled();
    const refuse = (sequence: number, code: string) =>
      settle({ type: "chunk_refused", recorder: RECORDER, sequence, code }, box, sender);
    refuse(0, "chunk_conflict");
    refuse(1, "disk_full");
    log = [];
    now += 4000;
    sender.tick();
    await settled();
    expect(log).toEqual([]);
    now += 1500;
    sender.tick();
    await settled();
    expect(log).toEqual(["camera 1"]);
  });

  it("deletes the readings that an answer covers", async () => {
    sender.opened();
    const items = [];
    for (const at of [1000, 2000, 3000]) items.push(await box.addReadings(reading(at)));
    for (const item of items) sender.add(item);
    await settled();
    const second = items[1];
    const sequence = second?.kind === "reading" ? second.message.sequence : 0;
    settle({ type: "readings_stored", sequence }, box, sender);
    expect([...box.all()]).toEqual([items[2]]);
  });
});

describe("the bucket", () => {
  it("slows down on a thin line, speeds up on a wide one, and keeps to its limit", () => {
    let at = 0;
    const bucket = new Bucket(() => at);
    const run = (delay: number) => {
      for (let i = 0; i < 30; i++) {
        at += 1000;
        bucket.acknowledged(delay);
      }
      return bucket.rate;
    };
    expect(run(50)).toBe(30_000);
    expect(run(4000)).toBe(4000);
    bucket.limit = 125_000;
    expect(run(50)).toBe(125_000);
  });

  it("lets live bytes go into debt, which the backlog pays", () => {
    let at = 0;
    const bucket = new Bucket(() => at);
    bucket.spend(68_000);
    expect(bucket.open).toBe(false);
    at = 1900;
    expect(bucket.open).toBe(false);
    at = 2100;
    expect(bucket.open).toBe(true);
  });
});
