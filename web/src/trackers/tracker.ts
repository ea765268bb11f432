/** What a tracker is. One tracker is one file in `kinds/`, registered in `list.ts`; nothing else names it. */

import type { GazeReference } from "./gaze/reference";
import type { FacesLook, ModelName, ObjectsLook } from "./inference/protocol";
import type { Learned } from "./typing/judge";
import type { Block } from "./typing/model";

/** Was the behaviour there? null: could not look, which never costs the student anything. */
export type Answer = boolean | null;

export type Detail = Record<string, unknown>;

/** Where a camera or microphone stands before anyone looks at what it delivers. */
export type InputState = "missing" | "ended" | "muted" | "live";

/** Every kind of look. All carry the instant they were taken (ms, server clock). */
export interface Looks {
  /** Four times a second, and at once when focus, visibility or fullscreen change. */
  moment: { at_ms: number };
  /** Twice a second: a copy of the camera's picture, `COPY` RGBA pixels; null when no frame came or none can be trusted. */
  picture: { at_ms: number; state: InputState; copy: Uint8ClampedArray | null; silent_ms: number };
  /** Twice a second, less on a slow machine: the faces in the camera's picture, the surest first. */
  faces: FacesLook;
  /** Once a second: loudness of the second that ended, null where none was measured. */
  sound: { at_ms: number; state: InputState; level: Level | null };
  /** Four times a second: how probable speech was in each of the last frames of 32 ms. */
  speech: { at_ms: number; probabilities: ArrayLike<number>; powers: ArrayLike<number> };
  /** Every 3 s, every second while something is seen, less on a slow machine: things in the camera's picture. */
  objects: ObjectsLook;
}
export type LookKind = keyof Looks;

export const COPY = { width: 32, height: 24 } as const;

/** In dBFS; silence of all zeros is -Infinity. */
export interface Level {
  peak_dbfs: number;
  mean_dbfs: number;
}

export type Watcher = { [K in LookKind]?: (look: Looks[K]) => Answer } & {
  /** What the last look found, asked for after a yes; goes out with the second's reading. */
  detail?(): Detail;
  /** Lets go of listeners. */
  end?(): void;
};

/** What was learned before the exam began, as far as it was. In dBFS as `microphone` measures them. */
export interface Reference {
  /** The 95th percentile of the seconds' means in the equipment check. */
  micDbfs?: number;
  /** The mean of the room while nobody spoke. */
  roomDbfs?: number;
  gaze?: GazeReference;
  /** Head or eyes followed the marked points. */
  followed?: boolean;
}

/** Where a student's rhythm of typing is kept between sessions, if the student has agreed to that. */
export interface TypingStore {
  load(): Promise<Learned>;
  /** All that was learned in this session so far. */
  save(own: readonly Block[]): void;
}

/** What was last seen in the camera's picture (ms, server clock; null: never). */
export interface Sight {
  /** There is too little light to see much. */
  dark: boolean;
  /** The face detector looked. */
  lookedAt: number | null;
  /** It found a face. */
  faceAt: number | null;
}

/** What the template asks of the student. */
export interface Asked {
  camera: boolean;
  microphone: boolean;
  screen: boolean;
  fullscreen: boolean;
  /** Still pictures do where nothing can be recorded. */
  stills: boolean;
}

/** What a tracker may know of the session around it. */
export interface Surroundings {
  now(): number;
  readonly required: Asked;
  readonly reference: Reference;
  readonly screen: { stream: MediaStream | null; surface: "monitor" | "window" | "browser" | null };
  /** As the browser lists the camera; empty where it does not say. */
  cameraLabel(): string;
  readonly sight: Sight;
  readonly inCall: boolean;
  /** Since when another live tab holds the session (ms, server clock). */
  readonly secondTabSince: number | null;
  examFrame(): HTMLIFrameElement | null;
  readonly typing: TypingStore | null;
}

/** What this browser can do at all, found out without waiting. */
export interface Abilities {
  inference: boolean;
  sound: boolean;
}

export interface TrackerKind<P extends string = string> {
  name: string;
  /** Start values; the template's parameters replace them one by one. */
  parameters: Record<P, number>;
  /** Looks made by models: without one of them the tracker is null and told as unavailable. */
  models?: readonly ModelName[];
  /** While one of those trackers says yes, this one is null: one fault is charged once. */
  silencedBy?: readonly string[];
  /** Null while Fairseat's own dialog or permission prompt is open. */
  quietInDialog?: boolean;
  canRun(abilities: Abilities): boolean;
  watch(parameters: Record<P, number>, around: Surroundings): Watcher;
}

/** Keeps a kind's parameter names while the list holds kinds of all parameters. */
export const tracker = <P extends string = never>(kind: TrackerKind<P>): TrackerKind => kind as unknown as TrackerKind;
