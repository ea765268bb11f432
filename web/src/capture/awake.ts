/** Notices that the computer slept: for some seconds no timer ran and no piece came. */

/** The pipeline's beat comes four times a second, from a worker, which no browser slows down. */
const SLEPT_MS = 5000;

export class Awake {
  /** The last sleep. */
  slept: { fromMs: number; toMs: number } | null = null;
  private seenMs: number | null = null;

  look(nowMs: number): number {
    if (this.seenMs !== null && nowMs - this.seenMs > SLEPT_MS) this.slept = { fromMs: this.seenMs, toMs: nowMs };
    this.seenMs = nowMs;
    return nowMs;
  }

  /** When what was begun at `fromMs` and was handed out at `endedMs` really ended: nothing is recorded in a sleep. */
  endOf(fromMs: number, endedMs: number): number {
    const { slept } = this;
    if (!slept || fromMs >= slept.toMs || endedMs <= slept.fromMs) return endedMs;
    return Math.max(fromMs, slept.fromMs);
  }
}
