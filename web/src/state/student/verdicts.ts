/** What each measurement of the equipment check means. */

import type { Problem } from "./devices.ts";
import type { BrowserProblem } from "./world.ts";

export type CheckName = "browser" | "camera" | "microphone" | "face" | "screen" | "connection" | "storage" | "recording";
export type CheckState = "todo" | "working" | "ok" | "failed";
export type Cause =
  | Problem | BrowserProblem
  | "muted" | "dark" | "silent" // camera, microphone
  | "no_face" | "several_faces" | "face_too_small" | "too_dark" | "blurred" // face
  | "unreachable" | "slow" | "blocked" // connection
  | "unavailable" | "full" // storage
  | "camera" | "screen"; // recording: the source of which nothing comes, prettier-ignore

export interface Result {
  state: CheckState;
  cause?: Cause;
  /** Passed, with something worth knowing. */
  note?: "slow" | "dim" | "quiet" | "unmeasured" | "no_photo" | "stills";
  detail?: Record<string, unknown>;
}

export const TODO: Result = { state: "todo" };
export const WORKING: Result = { state: "working" };
export const OK: Result = { state: "ok" };
export const failed = (cause: Cause): Result => ({ state: "failed", cause });

/** The recorder's lowest level needs about 40 kbit/s; the promise is that 256 carry everything. */
const LEAST_KBIT_S = 64;
const GOOD_KBIT_S = 256;
/** Ten minutes of recording: what a long outage leaves in the outbox. */
const LEAST_FREE = 30_000_000;

export function uplinkResult(kbitPerS: number): Result {
  const detail = { uplink_kbit_s: kbitPerS };
  if (kbitPerS < LEAST_KBIT_S) return { ...failed("slow"), detail };
  return kbitPerS < GOOD_KBIT_S ? { ...OK, note: "slow", detail } : { ...OK, detail };
}

export function storageResult({ ok, freeBytes }: { ok: boolean; freeBytes: number | null }): Result {
  const detail = { free_bytes: freeBytes };
  const isFull = freeBytes !== null && freeBytes < LEAST_FREE;
  if (ok && !isFull) return { ...OK, detail };
  return { ...failed(isFull ? "full" : "unavailable"), detail };
}
