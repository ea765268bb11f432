/** What page and worker say to each other. */

import type { Face } from "./faces";
import type { Gaze } from "./gaze_model";
import type { FoundObject } from "./objects";
import type { RuntimeName } from "./runtime";

/** In the order in which they are fetched: presence first. `faces` sees near faces, `far_faces` the rest as well. */
export const MODELS = ["faces", "far_faces", "speech", "gaze", "objects"] as const;
export type ModelName = (typeof MODELS)[number];

/** `objects`: they are looked for as well, after the faces. */
export interface PictureMessage {
  kind: "picture";
  at_ms: number;
  rgba: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
  objects: boolean;
}

export type ToWorker =
  | { kind: "load"; models: ModelName[]; runtime: RuntimeName }
  | PictureMessage
  | { kind: "sound"; port: MessagePort };

/** `far`: small faces would have been seen, too. `gaze`: of the largest face, once its models are there. */
export interface FacesLook {
  at_ms: number;
  faces: Face[];
  far: boolean;
  gaze: Gaze | null;
}

/** `took_ms`: how long the detector worked. */
export interface ObjectsLook {
  at_ms: number;
  objects: FoundObject[];
  took_ms: number;
}

export type FromWorker =
  | { kind: "ready"; model: ModelName }
  /** `broken`: the lean runtime lacks a function, and the worker is of no use any more. */
  | { kind: "failed"; model: ModelName; because: string; broken: boolean }
  | { kind: "faces"; look: FacesLook | null }
  | { kind: "objects"; look: ObjectsLook }
  | { kind: "speech"; probabilities: number[]; powers: number[] };
