/** What the microphone hears during the check: is it alive, and how loud are the student and the room. */

import { computed, signal } from "@preact/signals";

/** Speech at arm's length is about -35, a room at night -60; a switched-off microphone gives -100. */
const HEARD_DBFS = -55;
const HEARD_LOOKS = 3;
const DEAD_DBFS = -80;
const SILENT_AFTER_LOOKS = 80;
const QUIET_AFTER_LOOKS = 150;
const LOOKS_A_SECOND = 10;
const LEAST_SECONDS = 5;
const KEPT_SECONDS = 300;

export interface Reference {
  micDbfs?: number;
  roomDbfs?: number;
}

const powerOf = (dbfs: number): number => 10 ** (dbfs / 10);
const dbfsOf = (power: number): number => Math.round(10 * Math.log10(power) * 10) / 10;
const meanOf = (powers: readonly number[]): number => powers.reduce((sum, one) => sum + one, 0) / powers.length;

/** Of the means of the seconds: their 95th percentile, and the mean of the quietest fifth, in which nobody spoke. */
export function referenceOf(seconds: readonly number[]): Reference {
  if (seconds.length < LEAST_SECONDS) return {};
  const sorted = seconds.map(powerOf).sort((a, b) => a - b);
  const loud = sorted[Math.min(sorted.length - 1, Math.floor(0.95 * sorted.length))] as number;
  const quiet = sorted.slice(0, Math.max(1, Math.floor(sorted.length / 5)));
  return { micDbfs: dbfsOf(loud), roomDbfs: dbfsOf(meanOf(quiet)) };
}

export class Loudness {
  /** The last look, dBFS. */
  readonly now = signal(-100);
  readonly heard = computed(() => this.loudLooks.value >= HEARD_LOOKS);
  /** Why it does not seem to work, once there was time to tell. */
  readonly trouble = computed<"silent" | "quiet" | null>(() => {
    if (this.heard.value) return null;
    if (!this.alive.value) return this.looks.value >= SILENT_AFTER_LOOKS ? "silent" : null;
    return this.looks.value >= QUIET_AFTER_LOOKS ? "quiet" : null;
  });
  /** The browser cannot measure it: a computer without any sound output in Firefox. */
  readonly unmeasured = signal(false);
  private readonly looks = signal(0);
  private readonly loudLooks = signal(0);
  private readonly alive = signal(false);
  private second: number[] = [];
  private seconds: number[] = [];

  get reference(): Reference {
    return referenceOf(this.seconds);
  }

  /** Ten times a second. */
  look(dbfs: number): void {
    this.now.value = dbfs;
    this.unmeasured.value = false;
    this.looks.value += 1;
    if (dbfs > HEARD_DBFS) this.loudLooks.value += 1;
    if (dbfs > DEAD_DBFS) this.alive.value = true;
    this.second.push(powerOf(dbfs));
    if (this.second.length < LOOKS_A_SECOND) return;
    this.seconds = [...this.seconds, dbfsOf(meanOf(this.second))].slice(-KEPT_SECONDS);
    this.second = [];
  }

  /** Another microphone. */
  forget(): void {
    this.unmeasured.value = false;
    this.looks.value = 0;
    this.loudLooks.value = 0;
    this.alive.value = false;
    this.now.value = -100;
    this.second = [];
    this.seconds = [];
  }
}
