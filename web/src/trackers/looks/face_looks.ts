/** Pictures of the face for the server to compare: the best of a few frames, cut out, now and then. */

import type { Face } from "../inference/faces";
import { type Cut, cutAround, type LookParameters, LookTimes, merit, nearest } from "./times";

export interface FaceLook {
  at_ms: number;
  picture: Blob;
}

export interface FaceLookOptions {
  parameters: LookParameters;
  now(): number;
  online(): boolean;
  onLook(look: FaceLook): void;
}

const MOST_FRAMES = 5;
const CHOOSING_MS = 2000;
/** The detector is on its way to a new visitor for up to a minute; a picture that may show nobody is of less use. */
const DETECTOR_WAIT_MS = 60_000;
const QUALITY = 0.85;

interface Frame {
  at_ms: number;
  canvas: HTMLCanvasElement;
}
interface Candidate extends Frame {
  cut: Cut;
  merit: number;
}

export class FaceLooks {
  private readonly times: LookTimes;
  private readonly startedAt: number;
  private waiting: Frame | null = null;
  private best: Candidate | null = null;
  private since: number | null = null;
  private frames = 0;

  constructor(private readonly options: FaceLookOptions) {
    this.startedAt = options.now();
    this.times = new LookTimes(options.parameters, this.startedAt);
  }

  get wanted(): boolean {
    return this.times.due(this.options.now());
  }

  asked(): void {
    this.times.asked(this.options.now());
  }

  /** A frame the detector is looking at. */
  keep(at_ms: number, canvas: HTMLCanvasElement): void {
    this.waiting = { at_ms, canvas };
  }

  /** What the detector found. */
  saw(at_ms: number, faces: Face[]): void {
    const now = this.options.now();
    this.times.saw(faces.length > 0, now);
    const frame = this.waiting;
    this.waiting = null;
    if (frame?.at_ms === at_ms) this.weigh(frame, faces);
    if (this.best && (this.frames >= MOST_FRAMES || now - (this.since ?? now) >= CHOOSING_MS)) this.send(this.best);
  }

  /** Where no detector runs the whole picture goes out. */
  withoutDetector(at_ms: number, failed: boolean, copy: () => HTMLCanvasElement | null): void {
    if (!this.wanted || (!failed && this.options.now() - this.startedAt < DETECTOR_WAIT_MS)) return;
    const canvas = copy();
    if (canvas) this.send({ at_ms, canvas, cut: { x: 0, y: 0, width: canvas.width, height: canvas.height }, merit: 0 });
  }

  private weigh(frame: Frame, faces: Face[]): void {
    const { width, height } = frame.canvas;
    const face = nearest(faces, height);
    if (!face) return;
    this.since ??= this.options.now();
    this.frames += 1;
    const found = merit(face);
    if (!this.best || found > this.best.merit) this.best = { ...frame, cut: cutAround(face, width, height), merit: found };
  }

  private send({ at_ms, canvas, cut }: Candidate): void {
    this.best = null;
    this.since = null;
    this.frames = 0;
    this.times.sent(this.options.now(), this.options.online());
    cutOut(canvas, cut).toBlob((picture) => picture && this.options.onLook({ at_ms, picture }), "image/jpeg", QUALITY);
  }
}

function cutOut(from: HTMLCanvasElement, { x, y, width, height }: Cut): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(from, x, y, width, height, 0, 0, width, height);
  return canvas;
}
