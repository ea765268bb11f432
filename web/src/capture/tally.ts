/** How much waits in the outbox, and how all of it stands. */

import type { Source } from "../wire/frames.ts";
import type { ReportPipeline } from "../wire/messages.ts";
import type { Item } from "./items.ts";
import type { Storage } from "./outbox.ts";

export interface PipelineStatus {
  recording: Source[];
  /** A recorder runs, and nothing comes of it. */
  silent: Source[];
  /** Of which still pictures come in place of a recording. */
  stills: Source[];
  /** Of which this life of the page has recorded something. */
  made: Source[];
  waitingChunks: number;
  waitingBytes: number;
  oldestWaitingMs: number;
  /** Steps the recorder has taken down: 0 is full quality. */
  level: number;
  storage: Storage;
  online: boolean;
}

export const NOTHING_YET: PipelineStatus = {
  recording: [],
  silent: [],
  stills: [],
  made: [],
  waitingChunks: 0,
  waitingBytes: 0,
  oldestWaitingMs: 0,
  level: 0,
  storage: "ok",
  online: false,
};

export function reportOf(status: PipelineStatus): ReportPipeline {
  return {
    type: "report_pipeline",
    waiting_chunks: status.waitingChunks,
    waiting_bytes: status.waitingBytes,
    oldest_waiting_ms: status.oldestWaitingMs,
    level: status.level,
    recording: status.recording,
  };
}

export interface Tally {
  waitingChunks: number;
  waitingBytes: number;
  oldestWaitingMs: number;
  /** Age of the oldest chunk cut since the line came up: what the outage left behind does not count. */
  lagMs: number;
  /** Held in memory alone. */
  unsavedBytes: number;
}

export interface Backlog {
  chunks: number;
  bytes: number;
  /** Readings and pictures too. */
  items: number;
}

export function tally(items: Iterable<Item>, now: number, onlineMs: number | null): Tally {
  const found = { waitingChunks: 0, waitingBytes: 0, unsavedBytes: 0 };
  let oldest = now;
  let oldestCutOnline = now;
  for (const item of items) {
    if (!item.saved) found.unsavedBytes += item.bytes;
    if (item.kind !== "chunk") continue;
    found.waitingChunks += 1;
    found.waitingBytes += item.bytes;
    oldest = Math.min(oldest, item.endedMs);
    if (onlineMs !== null && item.own && item.endedMs > onlineMs)
      oldestCutOnline = Math.min(oldestCutOnline, item.endedMs);
  }
  return { ...found, oldestWaitingMs: Math.max(0, Math.round(now - oldest)), lagMs: now - oldestCutOnline };
}

export function backlogOf(items: Iterable<Item>): Backlog {
  const left = { chunks: 0, bytes: 0, items: 0 };
  for (const item of items) {
    left.items += 1;
    left.bytes += item.bytes;
    if (item.kind === "chunk") left.chunks += 1;
  }
  return left;
}
