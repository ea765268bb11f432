/** What page and worker say to each other. */

import type { Face, Fit } from "./faces";

export type ModelName = "faces" | "speech";

export type ToWorker =
  | { kind: "load"; models: ModelName[] }
  | { kind: "picture"; at_ms: number; rgba: Uint8ClampedArray<ArrayBuffer>; fit: Fit }
  | { kind: "sound"; port: MessagePort };

export type FromWorker =
  | { kind: "ready"; model: ModelName }
  | { kind: "failed"; model: ModelName; because: string }
  | { kind: "faces"; at_ms: number; faces: Face[] | null }
  | { kind: "speech"; probabilities: number[]; powers: number[] };
