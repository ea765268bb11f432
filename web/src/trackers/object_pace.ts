/**
 * How often the object detector looks: every three seconds, every second while it sees something (a first
 * sighting is confirmed or not before the thing is gone), and more seldom where a look takes too much of the machine.
 * Pure.
 */

const CALM_MS = 3000;
const SUSPICIOUS_MS = 1000;
const SLOW_MS = 5000;
const VERY_SLOW_MS = 15_000;
const BEAT_JITTER_MS = 125;
/** A look of this length holds up one of the faces, which come first. */
const LONG_MS = 500;
const VERY_LONG_MS = 1500;
/** How much of the mean the last look makes. */
const WEIGHT = 0.3;

export class ObjectPace {
  private period = CALM_MS;
  private mean: number | null = null;
  private lastSent = Number.NEGATIVE_INFINITY;

  due(now_ms: number): boolean {
    return now_ms - this.lastSent >= this.period - BEAT_JITTER_MS || now_ms < this.lastSent;
  }

  sent(now_ms: number): void {
    this.lastSent = now_ms;
  }

  done(took_ms: number, seen: boolean): void {
    this.mean = this.mean === null ? took_ms : this.mean + WEIGHT * (took_ms - this.mean);
    const [seeing, calm] = this.mean > LONG_MS ? [CALM_MS, SLOW_MS] : [SUSPICIOUS_MS, CALM_MS];
    this.period = this.mean > VERY_LONG_MS ? VERY_SLOW_MS : seen ? seeing : calm;
  }
}
