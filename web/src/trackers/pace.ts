/** How often the face detector looks: twice a second, once where a look takes too much of the machine. Pure. */

const FAST_MS = 500;
const SLOW_MS = 1000;
const BEAT_JITTER_MS = 125;
const TOO_LONG_MS = 250;
const SHORT_AGAIN_MS = 125;
/** How much of the mean the last look makes: some ten looks decide. */
const WEIGHT = 0.2;
const RATE_WINDOW_MS = 5000;

export class Pace {
  private period = FAST_MS;
  private mean: number | null = null;
  private lastSent = Number.NEGATIVE_INFINITY;
  private recent: number[] = [];

  due(now_ms: number): boolean {
    return now_ms - this.lastSent >= this.period - BEAT_JITTER_MS || now_ms < this.lastSent;
  }

  sent(now_ms: number): void {
    this.lastSent = now_ms;
  }

  done(now_ms: number): void {
    const took = now_ms - this.lastSent;
    this.mean = this.mean === null ? took : this.mean + WEIGHT * (took - this.mean);
    if (this.mean > TOO_LONG_MS) this.period = SLOW_MS;
    if (this.mean < SHORT_AGAIN_MS) this.period = FAST_MS;
    this.recent.push(now_ms);
  }

  perSecond(now_ms: number): number {
    this.recent = this.recent.filter((at) => now_ms - at < RATE_WINDOW_MS);
    return this.recent.length / (RATE_WINDOW_MS / 1000);
  }
}
