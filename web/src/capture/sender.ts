/** Sends what waits in the outbox over a line that may be thin, may stall, and may be gone. */

import { writeSnapshot } from "../wire/frames.ts";
import type { StudentMessage } from "../wire/messages.ts";
import { Bucket, DRAINING_RATE, RECORDING_RATE } from "./bucket.ts";
import type { ChunkItem, Item } from "./items.ts";
import { Lanes } from "./lanes.ts";
import type { Outbox } from "./outbox.ts";

export interface Line {
  send(message: StudentMessage): boolean;
  sendBinary(bytes: ArrayBuffer | Uint8Array): boolean;
  readonly buffered: number;
}

/** Bytes sent and not acknowledged, beyond which nothing of that kind follows: 5 s of a line of 256 kbit/s for the
 * camera, less for the screen, least for what is not urgent, so that a key frame never waits behind the backlog. */
const WINDOW = { reading: 16_000, camera: 160_000, phone: 160_000, screen: 96_000, late: 48_000 } as const;
/** Bytes the browser holds back because the line takes no more. */
const BUFFERED_LIMIT = 16_000;
/** Older than this, live chunks too ask the bucket: after an outage they would come all at once. */
const PROMPT_MS = 3000;
const ANSWER_WAIT_MS = 20_000;
/** "Try again" of the server (its disk is full, its database away). */
const AGAIN_MS = 5000;

export class Sender {
  online = false;
  private readonly lanes: Lanes;
  private readonly bucket: Bucket;
  private readonly inFlight = new Map<Item, number>();
  private unanswered = 0;
  private readingsUnanswered = 0;
  private pumping = false;
  private again = false;
  private spokeAt = 0;
  private answeredAt = 0;

  constructor(
    private readonly outbox: Outbox,
    private readonly line: Line,
    private readonly now: () => number,
  ) {
    this.lanes = new Lanes(now);
    this.bucket = new Bucket(now);
  }

  /** When something was last sent, device clock. */
  get lastSpokeMs(): number {
    return this.spokeAt;
  }

  /** When the server last acknowledged something. */
  get lastAnsweredMs(): number {
    return this.answeredAt;
  }

  opened(): void {
    this.online = true;
    this.reset();
    this.pump();
  }

  lost(): void {
    this.online = false;
    this.reset();
  }

  /** Everything that waits is put in order again, e.g. because earlier lives' chunks were found. */
  reorder(): void {
    this.lanes.refill(this.outbox.all());
    this.pump();
  }

  add(item: Item): void {
    this.lanes.add(item);
    this.pump();
  }

  /** Nobody is recorded any more and the student waits: the rest may use more of the line. */
  set draining(yes: boolean) {
    this.bucket.limit = yes ? DRAINING_RATE : RECORDING_RATE;
    this.bucket.rate = Math.min(this.bucket.rate, this.bucket.limit);
  }

  /** The server has it, or will never take it. */
  answered(items: readonly Item[]): void {
    this.answeredAt = this.now();
    for (const item of items) {
      const sentAt = this.inFlight.get(item);
      if (sentAt !== undefined && item.kind === "chunk") this.bucket.acknowledged(this.now() - sentAt);
      this.land(item);
    }
    void this.outbox.forget(items);
    this.pump();
  }

  /** The server asks to come again later. */
  putOff(item: Item): void {
    if (this.inFlight.has(item)) this.inFlight.set(item, this.now() - ANSWER_WAIT_MS + AGAIN_MS);
  }

  /** To be called a few times a second by a clock that does not sleep. */
  tick(): void {
    const before = this.now() - ANSWER_WAIT_MS;
    for (const [item, sentAt] of [...this.inFlight]) if (sentAt < before) this.sendAgain(item);
    this.pump();
  }

  pump(): void {
    this.again = true;
    if (this.pumping) return;
    this.pumping = true;
    void this.sendAll().finally(() => {
      this.pumping = false;
    });
  }

  private async sendAll(): Promise<void> {
    while (this.again) {
      this.again = false;
      for (let item = this.next(); item; item = this.next()) if (!(await this.sendOne(item))) return;
    }
  }

  private next(): Item | undefined {
    if (!this.online) return undefined;
    const { lanes } = this;
    if (lanes.reading && this.readingsUnanswered < WINDOW.reading) return lanes.reading;
    if (this.line.buffered > BUFFERED_LIMIT) return undefined;
    for (const source of ["camera", "phone", "screen"] as const) {
      const chunk = lanes.liveChunk(source);
      if (chunk && this.unanswered < WINDOW[source] && this.mayGoNow(chunk)) return chunk;
    }
    if (this.unanswered >= WINDOW.late || !this.bucket.open) return undefined;
    return lanes.snapshot ?? lanes.lateChunk;
  }

  private mayGoNow(chunk: ChunkItem): boolean {
    return this.now() - chunk.endedMs < PROMPT_MS || this.bucket.open;
  }

  /** False when nothing more can be sent for now. */
  private async sendOne(item: Item): Promise<boolean> {
    const frame = item.kind === "chunk" ? (item.frame ?? (await this.outbox.frame(item))) : null;
    if (item.gone || item.sent) return true; // acknowledged by an answer that was still on its way
    if (!this.online || (item.kind === "chunk" && !frame)) return false;
    if (!this.write(item, frame)) return false;
    item.sent = true;
    this.spokeAt = this.now();
    this.inFlight.set(item, this.spokeAt);
    this.unanswered += item.bytes;
    if (item.kind === "reading") this.readingsUnanswered += item.bytes;
    this.bucket.spend(item.bytes);
    return true;
  }

  private write(item: Item, frame: Uint8Array | null): boolean {
    if (item.kind === "reading") return this.line.send(item.message);
    if (item.kind === "chunk") return frame !== null && this.line.sendBinary(frame);
    const { source, id, takenMs: takenDeviceMs, frame: payload, look = false } = item;
    return this.line.sendBinary(writeSnapshot({ source, id, takenDeviceMs, payload }, look));
  }

  private land(item: Item): void {
    if (!this.inFlight.delete(item)) return;
    this.unanswered -= item.bytes;
    if (item.kind === "reading") this.readingsUnanswered -= item.bytes;
  }

  private sendAgain(item: Item): void {
    this.land(item);
    if (item.gone) return;
    item.sent = false;
    this.lanes.addLate(item);
  }

  private reset(): void {
    for (const item of this.inFlight.keys()) item.sent = false;
    this.inFlight.clear();
    this.unanswered = 0;
    this.readingsUnanswered = 0;
    this.lanes.refill(this.outbox.all());
  }
}
