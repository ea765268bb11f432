/** The look at marked points in the equipment check: it teaches the trackers where this student's screen is. */

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { lessonOf, MARK_MS, type Lesson as Learned, type Mark, marks, type Seen, SETTLE_MS } from "../../trackers/gaze/lesson.ts";
import type { Gaze } from "../../trackers/inference/gaze_model.ts";
import type { GazeWatch, Stop } from "./world.ts";

export interface LessonParts {
  camera: ReadonlySignal<MediaStream | null>;
  /** The template has a tracker that learns from it. */
  wanted(): boolean;
  random(): number;
  /** By how much the screen is wider than the window. */
  wider(): number;
}

/** `loading`: the models are on their way; nobody has to wait for them. */
type State = "unable" | "loading" | "ready" | "running" | "done";

export class Lesson {
  readonly state = signal<State>("unable");
  /** The one to look at now. */
  readonly mark = signal<Mark | null>(null);
  readonly learned = signal<Learned | null>(null);
  private seen: Seen[] = [];
  private listening = false;
  private stops: Stop[] = [];
  private stopWatch: Stop | null = null;

  constructor(
    private readonly gaze: GazeWatch,
    private readonly parts: LessonParts,
  ) {}

  /** Nothing of it is left to do, or nothing of it can be done. */
  readonly settled = computed(() => this.state.value !== "ready" && this.state.value !== "running");

  start(): void {
    if (this.stops.length || !this.parts.wanted() || !this.gaze.possible()) return;
    this.state.value = this.learned.value ? "done" : "loading";
    this.stops = [effect(() => this.watch(this.parts.camera.value))];
  }

  stop(): void {
    for (const stop of this.stops) stop();
    this.stops = [];
    this.stopWatch?.();
    this.stopWatch = null;
    this.mark.value = null;
    if (this.state.value !== "done") this.state.value = "unable";
  }

  /** By a click. */
  async run(): Promise<void> {
    if (this.state.value !== "ready" && this.state.value !== "done") return;
    this.state.value = "running";
    this.seen = [];
    for (const mark of marks(this.parts.random)) {
      this.mark.value = mark;
      await this.lookLong();
      if (!this.stops.length) return; // the check was left meanwhile
    }
    this.mark.value = null;
    this.learned.value = lessonOf(this.seen, this.parts.wider());
    this.state.value = "done";
  }

  /** What is kept on the timeline. */
  get report(): Record<string, unknown> | null {
    const { reference = null, followed = null } = this.learned.value ?? {};
    if (!this.parts.wanted()) return null;
    return { name: "gaze", ok: true, detail: { learned: reference?.learned ?? "none", followed } };
  }

  private async lookLong(): Promise<void> {
    await pause(SETTLE_MS);
    this.listening = true;
    await pause(MARK_MS - SETTLE_MS);
    this.listening = false;
  }

  private watch(camera: MediaStream | null): void {
    this.stopWatch?.();
    this.stopWatch = camera?.getVideoTracks().length
      ? this.gaze.watch(camera, { gaze: (gaze) => this.look(gaze), state: (state) => this.models(state) })
      : null;
  }

  private models(state: "loading" | "ready" | "failed" | "off"): void {
    if (this.state.peek() === "loading" && state === "ready") this.state.value = "ready";
    if (this.state.peek() === "ready" && state !== "ready") this.state.value = "loading";
  }

  private look(gaze: Gaze): void {
    const mark = this.mark.peek();
    if (mark && this.listening) this.seen.push({ mark, gaze });
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
