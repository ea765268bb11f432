/** What the student's page needs of the browser and the server. The page passes the real things, a test passes fakes. */

import type { ReadonlySignal } from "@preact/signals";
import type { CameraWish, InputInfo, Surface } from "../../capture/devices.ts";
import type { Pipeline } from "../../capture/pipeline.ts";
import type { Engine, EngineOptions } from "../../trackers/engine.ts";
import type { GazeEvents } from "../../trackers/gaze/live.ts";
import type { ServerClock } from "../../wire/clock.ts";
import type { Source } from "../../wire/frames.ts";
import type { Body } from "../../wire/http.ts";
import type { Ping, ReportClock, StudentMessage, StudentServerMessage, TrackerSetting } from "../../wire/messages.ts";
import type { ResumingSocket, SocketState } from "../../wire/socket.ts";

export type Sitting = Body<"Sitting">;
type Members<C, K extends keyof C> = { [M in K]: C[M] };

export type Clock = Members<ServerClock, "now" | "hint">;
export type Line = Members<
  ResumingSocket<StudentMessage, StudentServerMessage>,
  "open" | "close" | "send" | "sendBinary" | "buffered"
>;
export type PipelinePort = Members<
  Pipeline,
  "status" | "begin" | "end" | "addReadings" | "addLook" | "onMessage" | "socketOpened" | "socketLost" | "drain" | "close"
>;
export type EnginePort = Members<
  Engine,
  "start" | "stop" | "troubles" | "setRequired" | "setCamera" | "setScreen" | "suspend" | "setReference" | "setSecondTab" | "lookAgain"
>;

export interface Size {
  width: number;
  height: number;
}

export interface Capture {
  openCamera(wish: CameraWish): Promise<MediaStream>;
  listInputs(): Promise<InputInfo[]>;
  usedOf(input: Input, track: MediaStreamTrack): InputInfo;
  openScreen(): Promise<{ stream: MediaStream; surface: Surface | null }>;
  watchLevel(stream: MediaStream, onDbfs: (dbfs: number) => void, onStuck: () => void): () => void;
  measureUplink(): Promise<number>;
  /** The sharpest of a few frames, as a JPEG; null when the stream shows nothing. */
  takePhoto(stream: MediaStream): Promise<Blob | null>;
  /** A second of the source, as a trial: "ok", or what is wrong with it. */
  tryRecording(source: Source, stream: MediaStream, stills: boolean): Promise<string>;
  checkStorage(): Promise<{ ok: boolean; freeBytes: number | null }>;
  browserFacts(): Promise<Record<string, unknown>>;
  /** One stream of all these tracks. */
  join(tracks: MediaStreamTrack[]): MediaStream;
  /** Size of the first picture, and of the screen it should show the whole of. */
  sizes(stream: MediaStream): Promise<{ frame: Size | null; screen: Size }>;
}

/** `keep` under names of its own. */
export function keptUnder(prefix: string, keep: Keep): Keep {
  return {
    get: (key) => keep.get(`${prefix}.${key}`),
    set: (key, text) => keep.set(`${prefix}.${key}`, text),
  };
}

/** A few short texts that outlive the page. Neither throws: without storage nothing is kept. */
export interface Keep {
  get(key: string): string | null;
  set(key: string, text: string | null): void;
}

export type Stop = () => void;
export type Input = "camera" | "microphone";
export type BrowserProblem = "insecure" | "phone" | "no_screen" | "no_recorder" | "no_camera" | "no_storage" | "old";

export interface Page {
  /** Takes the token out of the address and the history; a reload finds its session there. */
  hideToken(session: string | null): void;
  reload(): void;
  /** Whether leaving the page must be confirmed. */
  guard(on: boolean): void;
  onLeave(act: () => void): Stop;
  onOnline(act: () => void): Stop;
  onDevices(act: () => void): Stop;
  onPermission(input: Input, act: () => void): Stop;
  /** True only when the browser says that it will not ask. */
  permitted(input: Input): Promise<boolean>;
  /** What stands in the way of these sources, or null. */
  problem(sources: Record<string, boolean>): BrowserProblem | null;
  /** Whether there is a recorder at all. */
  records(): boolean;
  fullscreen: { offered: boolean; on: ReadonlySignal<boolean>; enter(): Promise<void>; leave(): void };
  /** Between the tabs of one browser; null where there is no such thing. */
  channel(name: string, hear: (text: string) => void): { say(text: string): void; close(): void } | null;
  newId(): string;
  /** By how much the screen is wider than the window. */
  screenOverWindow(): number;
  examFrame(): HTMLIFrameElement | null;
}

export interface LineHandlers {
  onMessage(message: StudentServerMessage): void;
  onState(state: SocketState, closeCode: number, why: string): void;
}

export interface PipelineParts {
  session: string;
  line: Line;
  clock: Clock;
  /** Still pictures may be sent where nothing can be recorded. */
  stills: boolean;
  onLost(source: Source): void;
}

export interface GazeWatch {
  possible(): boolean;
  watch(stream: MediaStream, events: GazeEvents): Stop;
}

export interface World {
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
  sendBytes<T>(path: string, bytes: BodyInit): Promise<T>;
  useSignIn(me: Body<"Me">): void;
  /** Of which session this page is, in every request. */
  nameSession(session: string): void;
  capture: Capture;
  page: Page;
  /** For this browser, and for this tab alone. */
  keep: Keep;
  tab: Keep;
  newClock(send: (message: Ping | ReportClock) => boolean): Clock;
  newLine(session: string, handlers: LineHandlers): Line;
  newPipeline(parts: PipelineParts): PipelinePort;
  newEngine(options: EngineOptions): EnginePort;
  gaze: GazeWatch;
  unavailableTrackers(settings: Record<string, TrackerSetting>): string[];
}
