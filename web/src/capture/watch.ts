/** Whether a recorder delivers, and what is tried when it does not. */

import { type Source, STILL } from "../wire/frames.ts";
import { ratesOf, STILL_MS } from "./encoding.ts";

/** Eight slices: no recorder that works needs as long, also for its first piece. */
const SILENT_MS = 4000;
/** A source of few pictures has a piece for each; one may come late. */
const PICTURES = 2.5;
/** Each try in vain is given half as much more time, up to so many times: a slow computer must not be cut off by the
 * next try for ever. */
const LONGEST = 4;
/** Chromium's MP4 comes at key frames only: of those that are asked for (`recorder.ts`), five. */
const MP4_MS = 10_000;

/** How long nothing may come. */
export function patienceMs(source: Source, level: number, mime: string): number {
  if (mime.includes("mp4")) return MP4_MS;
  if (mime === STILL) return PICTURES * STILL_MS[source];
  return Math.max(SILENT_MS, (PICTURES * 1000) / ratesOf(source, level).fps);
}

/**
 * Counts the tries: each takes the next type that the browser says it can record; when all were of no use, the picture
 * becomes smaller, and they come round again.
 */
export class Watch {
  silent = false;
  private tries = 0;
  private inVain = 0;
  private sinceMs = 0;

  /** The type to leave out, and by how much smaller the picture is, where there are so many types. */
  skip(types: number): number {
    return types ? this.tries % types : 0;
  }

  smaller(types: number): number {
    return types && this.tries >= types ? 1 : 0; // one step: with fewer pictures it is noticed later that they come
  }

  /** A new stream: whatever was wrong with the last one is not known of it. */
  renew(nowMs: number): void {
    this.silent = false;
    this.sinceMs = nowMs;
  }

  /** Something came at `atMs`. */
  hear(atMs: number): void {
    if (atMs <= this.sinceMs) return;
    this.silent = false;
    this.inVain = 0;
    this.sinceMs = atMs;
  }

  /** True when nothing has come for too long, and for as long after each try. */
  isDue(nowMs: number, patience: number): boolean {
    if (nowMs - this.sinceMs <= patience * Math.min(LONGEST, 1 + this.inVain / 2)) return false;
    this.silent = true;
    this.inVain += 1;
    this.sinceMs = nowMs;
    return true;
  }

  next(): void {
    this.tries += 1;
  }

  /** All but the last of the types are known to be of no use. */
  skipToLast(types: number): void {
    this.tries = Math.max(this.tries, types - 1);
  }
}
