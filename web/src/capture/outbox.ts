/** Keeps everything that the server has not yet stored, over reloads and outages; in memory when the disk is full. */

import { deviceNow } from "../wire/clock.ts";
import { type ChunkFrame, writeChunk } from "../wire/frames.ts";
import type { SendReadings } from "../wire/messages.ts";
import { Disk, isFull } from "./database.ts";
import {
  type ChunkItem,
  type ChunkRow,
  chunkItem,
  chunkName,
  type Item,
  keysOf,
  nameOf,
  readingItem,
  rowsOf,
  type SnapshotRow,
  snapshotItem,
} from "./items.ts";

export type Storage = "ok" | "full" | "unavailable";

/** About an hour of recording: what is kept when nothing can be written down. The oldest goes first. */
const UNSAVED_LIMIT = 48_000_000;
/** Frames on disk that are also at hand, so that what is live need not be read back. */
const AT_HAND_LIMIT = 1_500_000;
/** A write that takes longer no longer holds up the sending. */
const WRITE_WAIT_MS = 1500;
const RETRIES = 40;

interface Limits {
  unsaved: number;
  atHand: number;
}

export class Outbox {
  storage: Storage = "unavailable";
  /** Chunks that were thrown away because neither disk nor memory had room. */
  dropped = 0;
  private readonly items = new Map<string, Item>();
  private disk: Disk | null = null;
  private lastReading = 0;
  private retrying = false;

  constructor(
    readonly session: string,
    private readonly limits: Limits = { unsaved: UNSAVED_LIMIT, atHand: AT_HAND_LIMIT },
    private readonly openDisk: (onGone: () => void) => Promise<Disk> = Disk.open,
  ) {}

  /** Never rejects: without a database the outbox works in memory. */
  async open(): Promise<void> {
    try {
      this.disk = await this.openDisk(() => this.lose());
      this.storage = "ok";
      await this.disk.visit(this.session, Date.now());
    } catch (error) {
      this.trouble(error);
    }
  }

  close(): void {
    this.disk?.close();
    this.disk = null;
  }

  all(): IterableIterator<Item> {
    return this.items.values();
  }

  /** Takes in what other lives of the page left behind; for the one tab that sends it. */
  async loadEarlier(): Promise<void> {
    try {
      const [chunks, snapshots, readings] = await Promise.all([
        this.disk?.all<ChunkRow>("chunks", this.session),
        this.disk?.all<SnapshotRow>("snapshots", this.session),
        this.disk?.all<SendReadings>("readings", this.session),
      ]);
      for (const row of chunks ?? []) this.admit(chunkItem(row, false, null));
      for (const row of snapshots ?? []) this.admit(snapshotItem(row, true));
      for (const message of readings ?? []) this.admit(readingItem(message, true));
    } catch (error) {
      this.trouble(error);
    }
  }

  /** Resolves as soon as the item may be sent: when it is written, or cannot be. */
  async addChunk(chunk: ChunkFrame): Promise<ChunkItem> {
    const frame = writeChunk(chunk);
    const { recorder, sequence, source, segment, startedDeviceMs: startedMs } = chunk;
    const endedMs = startedMs + chunk.durationMs;
    const row = { recorder, sequence, source, segment, startedMs, endedMs, bytes: frame.length };
    return this.add(chunkItem(row, true, frame));
  }

  async addSnapshot(row: SnapshotRow): Promise<Item> {
    return this.add(snapshotItem(row, false));
  }

  /** Numbers rise over reloads too: they begin with the second of the device's clock. */
  async addReadings(reading: Omit<SendReadings, "type" | "sequence">): Promise<Item> {
    const sequence = Math.max(this.lastReading + 1, Math.floor(deviceNow() / 1000));
    this.lastReading = sequence;
    return this.add(readingItem({ ...reading, type: "send_readings", sequence }, false));
  }

  /** The bytes to send; null when they are lost, and the item is forgotten then. */
  async frame(item: ChunkItem): Promise<Uint8Array<ArrayBuffer> | null> {
    if (item.frame || item.gone) return item.frame;
    try {
      const buffer = await this.disk?.get<ArrayBuffer>("frames", [this.session, item.recorder, item.sequence]);
      if (buffer) return new Uint8Array(buffer);
    } catch (error) {
      this.trouble(error);
      return null;
    }
    if (this.disk) void this.forget([item]);
    return null;
  }

  chunk(recorder: string, sequence: number): ChunkItem | undefined {
    return this.items.get(chunkName(recorder, sequence)) as ChunkItem | undefined;
  }

  /** One picture of this request; a request for several sources is answered once for each. */
  snapshot(id: string): Item | undefined {
    const found = [...this.items.values()].filter((item) => item.kind === "snapshot" && item.id === id);
    return found.find((item) => item.sent) ?? found[0];
  }

  /** The readings that were sent, up to this number: the answer stands for all of them. */
  readingsUpTo(sequence: number): Item[] {
    const sent = (item: Item) => item.kind === "reading" && item.sent && item.message.sequence <= sequence;
    return [...this.items.values()].filter(sent);
  }

  /** Deletes what is stored, refused or lost. */
  async forget(items: readonly Item[]): Promise<void> {
    for (const item of items) {
      item.gone = true;
      this.items.delete(nameOf(item));
    }
    const keys = items.flatMap((item) => keysOf(this.session, item));
    await this.disk?.remove(keys).catch((error: unknown) => this.trouble(error));
  }

  /** Writes down what could not be written before. To be called every few seconds. */
  async retry(): Promise<void> {
    if (this.retrying) return;
    this.retrying = true;
    if (!this.disk) await this.open();
    try {
      const unsaved = [...this.items.values()].filter((item) => !item.saved).slice(0, RETRIES);
      for (const item of unsaved) await this.write(item);
      if (this.disk && this.storage === "full") this.storage = "ok"; // the next write tells
    } catch (error) {
      this.trouble(error);
    }
    this.retrying = false;
  }

  private admit(item: Item): void {
    if (item.kind === "reading") this.lastReading = Math.max(this.lastReading, item.message.sequence);
    if (!this.items.has(nameOf(item))) this.items.set(nameOf(item), item);
  }

  private async add<T extends Item>(item: T): Promise<T> {
    this.items.set(nameOf(item), item);
    if (this.storage === "ok") {
      const wait = new Promise((resolve) => setTimeout(resolve, WRITE_WAIT_MS));
      await Promise.race([this.write(item).catch((error: unknown) => this.trouble(error)), wait]);
    }
    this.makeRoom();
    return item;
  }

  private async write(item: Item): Promise<void> {
    if (!this.disk) throw new Error("no database");
    await this.disk.put(rowsOf(this.session, item));
    item.saved = true;
    // Acknowledged while it was being written: sent without waiting for a slow disk.
    if (item.gone) await this.forget([item]);
  }

  private makeRoom(): void {
    const chunks = [...this.items.values()].filter((item): item is ChunkItem => item.kind === "chunk" && !!item.frame);
    let unsaved = 0;
    let atHand = 0;
    for (const chunk of chunks.reverse()) {
      if (chunk.saved) atHand += chunk.bytes;
      else unsaved += chunk.bytes;
      if (chunk.saved && atHand > this.limits.atHand) chunk.frame = null;
      if (!chunk.saved && unsaved > this.limits.unsaved) this.drop(chunk);
    }
  }

  private drop(chunk: ChunkItem): void {
    this.dropped += 1;
    chunk.gone = true;
    this.items.delete(nameOf(chunk));
  }

  private trouble(error: unknown): void {
    if (isFull(error)) this.storage = "full";
    else this.lose();
  }

  private lose(): void {
    this.disk?.close();
    this.disk = null;
    this.storage = "unavailable";
  }
}
