/** What may be sent besides the live recording, as a bucket of bytes that fills with time. */

/** 240 kbit/s: with the protocols' own bytes within the promise of 256 while somebody is recorded. */
export const RECORDING_RATE = 30_000;
/** 1 Mbit/s when only the rest is sent and a student waits for it. */
export const DRAINING_RATE = 125_000;
const LEAST_RATE = 4_000;
/** Some 0.3 s of the rate: what comes together between two beats. */
const BURST_S = 0.3;
const DEEPEST_DEBT = -96_000;
const PROMPT_MS = 500;
const SLOW_MS = 2000;
const SMOOTHING = 0.3;

/**
 * Live chunks spend without asking and may go into debt; the backlog asks first. The rate follows the line: quick
 * acknowledgements raise it up to the limit, slow ones lower it, so that the backlog gives way on a thin line.
 */
export class Bucket {
  rate = RECORDING_RATE;
  limit = RECORDING_RATE;
  private tokens = RECORDING_RATE * BURST_S;
  private delay = 0;
  private filledAt: number;
  private adjustedAt: number;

  constructor(private readonly now: () => number) {
    this.filledAt = now();
    this.adjustedAt = now();
  }

  get open(): boolean {
    this.fill();
    return this.tokens > 0;
  }

  spend(bytes: number): void {
    this.fill();
    this.tokens = Math.max(this.tokens - bytes, DEEPEST_DEBT);
  }

  /** How long the server took to acknowledge something. */
  acknowledged(afterMs: number): void {
    this.delay += (afterMs - this.delay) * SMOOTHING;
    const now = this.now();
    if (now - this.adjustedAt < 1000) return;
    this.adjustedAt = now;
    this.fill();
    if (this.delay < PROMPT_MS) this.rate *= 1.25;
    else if (this.delay > SLOW_MS) this.rate *= 0.7;
    this.rate = Math.min(this.limit, Math.max(LEAST_RATE, this.rate));
  }

  private fill(): void {
    const now = this.now();
    this.tokens = Math.min(this.rate * BURST_S, this.tokens + ((now - this.filledAt) / 1000) * this.rate);
    this.filledAt = now;
  }
}
