/** The end: everything stops, the server is told, the rest of the recording is sent. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { Refusal } from "../../wire/http.ts";
import { untilReached } from "./backoff.ts";
import type { PipelinePort, World } from "./world.ts";

/** Answers go before the end is told, or they would be late; one that the server cannot store holds up nobody for long. */
const HAND_IN_TRIES = 5;

export type Why = "finished" | "time_over" | "terminated" | "earlier";

export interface Left {
  chunks: number;
  bytes: number;
  ofChunks: number;
}

export interface EndingParts {
  /** Trackers, recorders, tracks. */
  stop(): Promise<void>;
  flushAnswers(): Promise<void>;
  /** Answers on their way. */
  pendingAnswers: ReadonlySignal<number>;
  /** The server's clock, ms. */
  now(): number;
  /** `clickedMs`: when the student clicked; null where nobody did. Throws `Refusal`. */
  tellServer(waitingChunks: number, timeOver: boolean, clickedMs: number | null): Promise<void>;
  /** Minutes were added that this page's clock did not know of. */
  goOn(): void;
  pipeline: PipelinePort;
  openLine(): void;
}

export class Ending {
  readonly why = signal<Why | null>(null);
  readonly left = signal<Left>({ chunks: 0, bytes: 0, ofChunks: 0 });
  /** The server knows that the exam is over. */
  readonly told = signal(false);
  readonly arrived = signal(false);
  readonly done = computed(() => this.told.value && this.arrived.value && this.parts.pendingAnswers.value === 0);
  /** Something is on its way that would be lost, or late, if the page were closed. */
  readonly busy = computed(() => this.why.value !== null && !this.done.value);

  /** The recording ends with the click, and the server may hear of it much later. */
  private clickedMs: number | null = null;

  constructor(
    private readonly world: World,
    private readonly parts: EndingParts,
  ) {}

  /** Once; whatever comes later is part of the same end. */
  async begin(why: Exclude<Why, "earlier">): Promise<void> {
    if (this.why.value) return;
    this.why.value = why;
    this.clickedMs = why === "finished" ? this.parts.now() : null;
    await this.parts.stop();
    this.told.value = why === "terminated";
    await Promise.all([this.tell(), this.send()]);
  }

  /** An exam that ended in an earlier life of the page: only a rest would be worth a word. */
  async sendRest(): Promise<void> {
    this.told.value = true;
    if (this.parts.pendingAnswers.value) this.why.value = "earlier";
    await this.send(() => {
      this.parts.openLine();
      this.why.value ??= "earlier";
    });
  }

  private async tell(): Promise<void> {
    if (this.told.value) return this.parts.flushAnswers();
    const { waitingChunks } = this.parts.pipeline.status.value;
    let tries = 0;
    await untilReached(this.world.page, async () => {
      await this.parts.flushAnswers();
      tries += 1;
      if (this.parts.pendingAnswers.value && tries < HAND_IN_TRIES) throw new Refusal(0, "unreachable", "");
      await this.parts.tellServer(waitingChunks, this.why.value === "time_over", this.clickedMs);
    }).catch((fault) => this.refused(fault));
    this.told.value = true;
  }

  private refused(fault: unknown): void {
    if (!(fault instanceof Refusal)) throw fault;
    if (fault.code === "time_added") this.parts.goOn();
    // Else it is over already, which is what was wanted.
  }

  private async send(onRest: () => void = () => undefined): Promise<void> {
    await this.parts.pipeline.drain((left) => {
      this.left.value = left;
      if (left.bytes > 0) onRest();
    });
    this.arrived.value = true;
  }
}
