import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it } from "vitest";
import { Disk } from "../../src/capture/database.ts";
import type { ChunkItem, Item } from "../../src/capture/items.ts";
import { Outbox } from "../../src/capture/outbox.ts";
import { readChunk } from "../../src/wire/frames.ts";
import { chunk, RECORDER, reading } from "./factory.ts";

const LIMITS = { unsaved: 10_000, atHand: 3000 };

async function outbox(session = "s1", openDisk?: ConstructorParameters<typeof Outbox>[2]): Promise<Outbox> {
  const box = new Outbox(session, LIMITS, openDisk);
  await box.open();
  return box;
}

/** A new life of the page: the same database, nothing in memory. */
async function reloaded(box: Outbox, session = "s1"): Promise<Outbox> {
  box.close();
  const next = await outbox(session);
  await next.loadEarlier();
  return next;
}

const sequences = (box: Outbox) => [...box.all()].map((item) => (item as ChunkItem).sequence);

/** A disk that is full while `full` is set. */
function fillable(): { full: boolean; open(onGone: () => void): Promise<Disk> } {
  const state = {
    full: false,
    async open(onGone: () => void): Promise<Disk> {
      const disk = await Disk.open(onGone);
      const put = disk.put.bind(disk);
      disk.put = (rows) => (state.full ? Promise.reject(new DOMException("no room", "QuotaExceededError")) : put(rows));
      return disk;
    },
  };
  return state;
}

describe("the outbox", () => {
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
  });

  it("keeps chunks in order and byte for byte over a reload", async () => {
    const box = await outbox();
    for (const n of [0, 1, 2, 10, 9]) await box.addChunk(chunk(n));
    const next = await reloaded(box);
    expect(sequences(next)).toEqual([0, 1, 2, 9, 10]);
    const item = next.chunk(RECORDER, 9) as ChunkItem;
    expect(item).toMatchObject({ own: false, saved: true, source: "camera", segment: 0 });
    expect(readChunk((await next.frame(item)) as Uint8Array)).toEqual(chunk(9));
  });

  it("deletes what is stored, for good", async () => {
    const box = await outbox();
    for (const n of [0, 1, 2]) await box.addChunk(chunk(n));
    await box.forget([box.chunk(RECORDER, 1) as Item]);
    expect(sequences(box)).toEqual([0, 2]);
    expect(sequences(await reloaded(box))).toEqual([0, 2]);
  });

  it("takes the same chunk twice without harm", async () => {
    const box = await outbox();
    await box.addChunk(chunk(4));
    await box.addChunk(chunk(4));
    expect(sequences(await reloaded(box))).toEqual([4]);
  });

  it("keeps sessions apart and forgets those nobody would take any more", async () => {
    const box = await outbox("old");
    await box.addChunk(chunk(0));
    const other = await reloaded(box, "s1");
    expect(sequences(other)).toEqual([]);
    const disk = await Disk.open(() => undefined);
    await disk.visit("s1", Date.now() + 49 * 3600_000);
    expect(await disk.all("chunks", "old")).toEqual([]);
    expect(await disk.all("frames", "old")).toEqual([]);
  });

  it("numbers readings upwards over a reload, and deletes those that an answer covers", async () => {
    const box = await outbox();
    const items = [];
    for (const at of [1000, 2000, 3000]) items.push(await box.addReadings(reading(at)));
    const next = await reloaded(box);
    const after = await next.addReadings(reading(4000));
    const numbers = [...next.all()].map((item) => (item.kind === "reading" ? item.message.sequence : -1));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(4);
    const newest = after.kind === "reading" ? after.message.sequence : 0;
    for (const item of [...next.all()].slice(1)) item.sent = true;
    expect(next.readingsUpTo(newest - 1)).toHaveLength(2); // the first was not sent, the last is not covered
  });

  it("keeps pictures until each of a request's sources is stored", async () => {
    const box = await outbox();
    const frame = new Uint8Array([0xff, 0xd8]);
    for (const source of ["camera", "screen"] as const) await box.addSnapshot({ id: "p", source, takenMs: 1, frame });
    const next = await reloaded(box);
    await next.forget([next.snapshot("p") as Item]);
    expect(next.snapshot("p")).toMatchObject({ kind: "snapshot", source: "screen" });
    await next.forget([next.snapshot("p") as Item]);
    expect(next.snapshot("p")).toBeUndefined();
  });

  it("says that the disk is full, keeps what is recent in memory, and recovers", async () => {
    const disk = fillable();
    const box = await outbox("s1", disk.open);
    disk.full = true;
    for (let n = 0; n < 12; n++) await box.addChunk(chunk(n));
    expect(box.storage).toBe("full");
    expect(sequences(box)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(box.dropped).toBe(3);
    disk.full = false;
    await box.retry();
    expect(box.storage).toBe("ok");
    expect([...box.all()].every((item) => item.saved)).toBe(true);
    expect(sequences(await reloaded(box))).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it("works in memory without a database, and writes it all down once there is one", async () => {
    let broken = true;
    const open = (onGone: () => void) => (broken ? Promise.reject(new Error("no database")) : Disk.open(onGone));
    const box = await outbox("s1", open);
    const item = await box.addChunk(chunk(0));
    expect([box.storage, item.saved]).toEqual(["unavailable", false]);
    expect(await box.frame(item)).not.toBeNull();
    broken = false;
    await box.retry();
    expect([box.storage, item.saved]).toEqual(["ok", true]);
  });

  it("holds no more frames at hand than it may, and reads the others back", async () => {
    const box = await outbox();
    for (let n = 0; n < 6; n++) await box.addChunk(chunk(n));
    const atHand = [...box.all()].filter((item) => item.kind === "chunk" && item.frame);
    expect(atHand.length).toBeLessThan(6);
    const frame = await box.frame(box.chunk(RECORDER, 0) as ChunkItem);
    expect(readChunk(frame as Uint8Array).sequence).toBe(0);
  });
});
