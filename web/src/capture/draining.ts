/** The rest of the outbox after the last recorder has ended. */

import type { Backlog } from "./tally.ts";

export interface Progress {
  chunks: number;
  bytes: number;
  ofChunks: number;
}

/** A picture that nobody answers must not keep a student for ever once the recording is safe. */
const PATIENCE_MS = 10_000;

export class Draining {
  readonly done: Promise<void>;
  private resolve: () => void = () => undefined;
  private ofChunks = 0;
  private onlySmallSince: number | null = null;

  constructor(private readonly onProgress: (left: Progress) => void) {
    this.done = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  look({ chunks, bytes, items }: Backlog, online: boolean, now: number): void {
    this.ofChunks = Math.max(this.ofChunks, chunks);
    this.onProgress({ chunks, bytes, ofChunks: this.ofChunks });
    if (chunks || !online) this.onlySmallSince = null;
    else this.onlySmallSince ??= now;
    const patient = this.onlySmallSince === null || now - this.onlySmallSince < PATIENCE_MS;
    if (!items || !patient) this.resolve();
  }
}
