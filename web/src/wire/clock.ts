/** The server's clock as this device knows it. */

import type { Ping, Pong, ReportClock } from "./messages.ts";

const BURST = 8;
const EVERY_MS = 60_000;
const PONG_WAIT_MS = 3000;
const BEAT_MS = 1000;
/** What a quartz clock may drift: an estimate of a minute ago is that much less sure. */
const DRIFT = 1e-4;
const JUMP_MS = 500;
export const UNKNOWN_ERROR_MS = 86_400_000;

const STARTED_AT = Date.now() - performance.now();

/** The device's clock, ms since the epoch, that neither jumps nor runs backwards when somebody sets the time. It may
 * stand still while the device sleeps: `ServerClock` notices and measures anew. */
export function deviceNow(): number {
  return STARTED_AT + performance.now();
}

interface Sample {
  offset: number;
  error: number;
}

/**
 * Measures the offset with bursts of eight pings and keeps the one with the shortest round trip. A burst in a line
 * full of uploads is often worse than the estimate it would replace, and is then left aside.
 *
 * Somebody must call `tick` now and then: `start` does with a timer of the page, the pipeline with a worker's.
 */
export class ServerClock {
  offsetMs = 0;
  errorMs = UNKNOWN_ERROR_MS;
  private estimatedAt = 0;
  private burstAt = Number.NEGATIVE_INFINITY;
  private left = 0;
  private best: Sample | null = null;
  private awaited: { number: number; sentAt: number } | null = null;
  private number = 0;
  private skew: number;
  private timer: ReturnType<typeof setInterval> | undefined;

  /** `send` says false when the line is down. */
  constructor(
    private readonly send: (message: Ping | ReportClock) => unknown,
    private readonly device: () => number = deviceNow,
    private readonly wall: () => number = Date.now,
  ) {
    this.skew = wall() - device();
  }

  /** Milliseconds since the epoch, server clock. */
  now(): number {
    return this.device() + this.offsetMs;
  }

  get synced(): boolean {
    return this.errorMs < UNKNOWN_ERROR_MS;
  }

  /** A first guess, good to a second or so, from a message that carries the server's time. */
  hint(serverMs: number): void {
    if (!this.synced) this.offsetMs = serverMs - this.device();
  }

  start(): void {
    this.timer ??= setInterval(() => this.tick(), BEAT_MS);
    this.tick();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Begins a burst now, e.g. because the line has just opened. */
  measure(): void {
    this.burstAt = this.device();
    this.left = BURST;
    this.best = null;
    this.next();
  }

  /** A sign of life for a line on which nothing else is said; does not count as a measurement. */
  heartbeat(): boolean {
    const ping = { type: "ping" as const, number: ++this.number, sent_device_ms: this.device() };
    return this.send(ping) !== false;
  }

  tick(): void {
    const now = this.device();
    const skew = this.wall() - now;
    if (Math.abs(skew - this.skew) > JUMP_MS)
      this.forget(skew); // slept, or somebody has set the clock
    else if (this.awaited && now - this.awaited.sentAt > PONG_WAIT_MS) this.next();
    else if (!this.awaited && now - this.burstAt >= EVERY_MS) this.measure();
  }

  onPong(pong: Pong): void {
    const awaited = this.awaited;
    if (!awaited || pong.number !== awaited.number) return;
    const trip = this.device() - awaited.sentAt;
    const sample = { offset: pong.server_ms - (awaited.sentAt + trip / 2), error: trip / 2 };
    if (!this.best || sample.error < this.best.error) this.best = sample;
    if (!this.synced) this.adopt(sample);
    this.next();
  }

  private next(): void {
    this.awaited = null;
    if (this.left-- <= 0) {
      this.conclude();
      return;
    }
    const ping = { type: "ping" as const, number: ++this.number, sent_device_ms: this.device() };
    this.awaited = { number: ping.number, sentAt: ping.sent_device_ms };
    if (this.send(ping) === false) this.giveUp();
  }

  /** The line is down; whoever opens it again calls `measure`, and `tick` tries in a minute. */
  private giveUp(): void {
    this.awaited = null;
    this.left = 0;
  }

  private conclude(): void {
    const best = this.best;
    this.best = null;
    if (!best) return;
    const aged = this.errorMs + (this.device() - this.estimatedAt) * DRIFT;
    this.adopt(best.error <= aged ? best : { offset: this.offsetMs, error: aged });
    this.send({ type: "report_clock", offset_ms: this.offsetMs, error_ms: this.errorMs });
  }

  private adopt(sample: Sample): void {
    this.offsetMs = sample.offset;
    this.errorMs = sample.error;
    this.estimatedAt = this.device();
  }

  private forget(skew: number): void {
    this.skew = skew;
    this.errorMs = UNKNOWN_ERROR_MS;
    this.measure();
  }
}
