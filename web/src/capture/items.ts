/** What waits in the outbox. */

import type { Source } from "../wire/frames.ts";
import type { SendReadings } from "../wire/messages.ts";
import type { Key, Shelf } from "./database.ts";

interface Waiting {
  /** Size of the frame or message. */
  bytes: number;
  /** On disk: survives the page. */
  saved: boolean;
  /** No longer wanted: stored, refused or dropped. */
  gone: boolean;
  sent: boolean;
}

/** The row in the database; the frame lies beside it, because the rows are read whole at the start of a page. */
export interface ChunkRow {
  recorder: string;
  sequence: number;
  source: Source;
  segment: number;
  startedMs: number;
  endedMs: number;
  bytes: number;
}

export interface ChunkItem extends ChunkRow, Waiting {
  kind: "chunk";
  /** Cut by this life of the page. */
  own: boolean;
  frame: Uint8Array<ArrayBuffer> | null;
}

export interface SnapshotRow {
  id: string;
  source: Source;
  takenMs: number;
  frame: Uint8Array<ArrayBuffer>;
  /** Nobody asked for it: a look at the face. */
  look?: boolean;
}

export interface SnapshotItem extends SnapshotRow, Waiting {
  kind: "snapshot";
}

export interface ReadingItem extends Waiting {
  kind: "reading";
  message: SendReadings;
}

export type Item = ChunkItem | SnapshotItem | ReadingItem;

export function nameOf(item: Item): string {
  if (item.kind === "chunk") return chunkName(item.recorder, item.sequence);
  if (item.kind === "snapshot") return `snapshot ${item.id} ${item.source}`;
  return `reading ${item.message.sequence}`;
}

export function chunkName(recorder: string, sequence: number): string {
  return `chunk ${recorder} ${sequence}`;
}

export function chunkItem(row: ChunkRow, own: boolean, frame: Uint8Array<ArrayBuffer> | null): ChunkItem {
  return { ...row, kind: "chunk", own, frame, saved: !own, gone: false, sent: false };
}

export function snapshotItem(row: SnapshotRow, saved: boolean): SnapshotItem {
  return { ...row, kind: "snapshot", bytes: row.frame.length, saved, gone: false, sent: false };
}

export function readingItem(message: SendReadings, saved: boolean): ReadingItem {
  const bytes = JSON.stringify(message).length;
  return { kind: "reading", message, bytes, saved, gone: false, sent: false };
}

/** The rows of the database that keep the item. */
export function rowsOf(session: string, item: Item): [Shelf, Key, unknown][] {
  if (item.kind === "reading") return [["readings", [session, item.message.sequence], item.message]];
  if (item.kind === "snapshot") {
    const { id, source, takenMs, frame, look = false } = item;
    return [["snapshots", [session, id, source], { id, source, takenMs, frame, look } satisfies SnapshotRow]];
  }
  const key = [session, item.recorder, item.sequence];
  const { recorder, sequence, source, segment, startedMs, endedMs, bytes } = item;
  const row: ChunkRow = { recorder, sequence, source, segment, startedMs, endedMs, bytes };
  return [
    ["chunks", key, row],
    ["frames", key, item.frame?.buffer],
  ];
}

export function keysOf(session: string, item: Item): [Shelf, Key][] {
  return rowsOf(session, item).map(([shelf, key]) => [shelf, key]);
}
