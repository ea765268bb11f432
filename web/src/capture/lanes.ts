/** The order in which what waits is sent: readings, live camera, live screen, pictures asked for, then the rest. */

import type { Source } from "../wire/frames.ts";
import type { ChunkItem, Item, ReadingItem, SnapshotItem } from "./items.ts";

const ORDER: readonly Source[] = ["camera", "phone", "screen"];
/** A chunk this fresh is live whatever segment it belongs to. */
const FRESH_MS = 3000;

class Queue<T extends Item> {
  private items: T[] = [];

  get head(): T | undefined {
    while (this.items.length && (this.items[0]?.gone || this.items[0]?.sent)) this.items.shift();
    return this.items[0];
  }

  push(item: T): void {
    this.items.push(item);
  }

  shift(): T | undefined {
    return this.items.shift();
  }
}

export class Lanes {
  private readings = new Queue<ReadingItem>();
  private snapshots = new Queue<SnapshotItem>();
  private live = new Map<Source, Queue<ChunkItem>>();
  private late = new Map<Source, Queue<ChunkItem>>();
  private newest = new Map<Source, number>();

  constructor(private readonly now: () => number) {}

  /** Everything anew, in order of time. */
  refill(items: Iterable<Item>): void {
    const again = new Lanes(this.now);
    const sorted = [...items].sort((a, b) => instantOf(a) - instantOf(b));
    for (const item of sorted) if (!item.sent && !item.gone) again.add(item);
    this.readings = again.readings;
    this.snapshots = again.snapshots;
    this.live = again.live;
    this.late = again.late;
    for (const [source, segment] of again.newest) this.newest.set(source, segment);
  }

  add(item: Item): void {
    if (item.kind === "reading") this.readings.push(item);
    else if (item.kind === "snapshot") this.snapshots.push(item);
    else if (item.own) this.addOwn(item);
    else laneIn(this.late, item.source).push(item);
  }

  /** Comes again behind the rest: it was sent, and nobody answered. */
  addLate(item: Item): void {
    if (item.kind === "chunk") laneIn(this.late, item.source).push(item);
    else this.add(item);
  }

  get reading(): ReadingItem | undefined {
    return this.readings.head;
  }

  get snapshot(): SnapshotItem | undefined {
    return this.snapshots.head;
  }

  /** The source's next chunk for the watchers. In order within the newest segment, whose beginning they need; what
   * belongs to an older one is evidence only and goes to the rest. */
  liveChunk(source: Source): ChunkItem | undefined {
    const lane = laneIn(this.live, source);
    for (let head = lane.head; head; head = lane.head) {
      if (this.isLive(head)) return head;
      lane.shift();
      laneIn(this.late, source).push(head);
    }
    return undefined;
  }

  get lateChunk(): ChunkItem | undefined {
    for (const source of ORDER) {
      const head = laneIn(this.late, source).head;
      if (head) return head;
    }
    return undefined;
  }

  private addOwn(item: ChunkItem): void {
    this.newest.set(item.source, Math.max(item.segment, this.newest.get(item.source) ?? 0));
    laneIn(this.live, item.source).push(item);
  }

  private isLive(item: ChunkItem): boolean {
    return item.segment === this.newest.get(item.source) || this.now() - item.endedMs < FRESH_MS;
  }
}

function laneIn(lanes: Map<Source, Queue<ChunkItem>>, source: Source): Queue<ChunkItem> {
  let lane = lanes.get(source);
  if (!lane) {
    lane = new Queue();
    lanes.set(source, lane);
  }
  return lane;
}

function instantOf(item: Item): number {
  if (item.kind === "chunk") return item.startedMs;
  return item.kind === "snapshot" ? item.takenMs : item.message.sequence;
}
