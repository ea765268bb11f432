/** The photo of the face that later looks are compared with: taken by itself, shown, taken again at will. */

import { type ReadonlySignal, signal } from "@preact/signals";
import { Refusal } from "../../wire/http.ts";
import { isAway } from "./backoff.ts";
import { type Cause, failed, OK, type Result, TODO, WORKING } from "./verdicts.ts";
import type { Sitting, Stop } from "./world.ts";

/** The student reads what was wrong, and moves. */
const AGAIN_MS = 4000;
/** A camera that gives no usable face must keep nobody from the exam. */
const ENOUGH_TRIES = 3;
const FAULTS: readonly string[] = ["no_face", "several_faces", "face_too_small", "too_dark", "blurred"];

export interface PhotoParts {
  sitting: ReadonlySignal<Sitting | null>;
  /** The camera's picture, once it is there and not dark. */
  camera(): MediaStream | null;
  take(stream: MediaStream): Promise<Blob | null>;
  send(photo: Blob): Promise<void>;
}

export class Photo {
  readonly result = signal<Result>(TODO);
  /** The photo that was accepted in this life of the page. */
  readonly picture = signal<Blob | null>(null);
  /** Several tries were of no use: the student may go on without one. */
  readonly maySkip = signal(false);
  private tries = 0;
  private busy = false;

  constructor(private readonly parts: PhotoParts) {}

  get wanted(): boolean {
    const face = this.parts.sitting.value?.face;
    return !!face && face.wanted && face.available;
  }

  /** Looks whether there is something to do, as soon as the camera's picture is there. */
  start(): Stop {
    if (this.parts.sitting.peek()?.face.taken) this.result.value = OK;
    const timer = setInterval(() => void this.takeByItself(), AGAIN_MS);
    void this.takeByItself();
    return () => clearInterval(timer);
  }

  /** Also by a click: the one before is replaced. */
  async take(): Promise<void> {
    const stream = this.parts.camera();
    if (!stream || this.busy) return;
    this.busy = true;
    if (this.result.value.state !== "failed") this.result.value = WORKING; // what was wrong stays to be read
    try {
      this.result.value = await this.tried(stream).catch((fault: unknown) => this.because(fault));
    } finally {
      this.busy = false;
    }
  }

  skip(): void {
    this.result.value = { ...OK, note: "no_photo", detail: { skipped: true } };
  }

  private async takeByItself(): Promise<void> {
    if (this.wanted && this.result.value.state !== "ok") await this.take();
  }

  private async tried(stream: MediaStream): Promise<Result> {
    const photo = await this.parts.take(stream);
    if (!photo) return this.useless("no_face");
    await this.parts.send(photo);
    this.picture.value = photo;
    return OK;
  }

  private because(fault: unknown): Result {
    if (isAway(fault)) return failed("unreachable");
    const code = fault instanceof Refusal ? fault.code : "";
    const result = this.useless(FAULTS.includes(code) ? (code as Cause) : "unknown");
    if (fault instanceof Refusal) return result;
    this.result.value = result;
    throw fault;
  }

  private useless(cause: Cause): Result {
    this.tries += 1;
    this.maySkip.value = this.tries >= ENOUGH_TRIES;
    return failed(cause);
  }
}
