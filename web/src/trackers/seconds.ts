/** Looks into readings: the mean of a tracker's looks within each whole second of the server's clock. Pure. */

import type { Answer } from "./tracker";

const SECOND_MS = 1000;
/** Looks of a second may still be on their way from the model's worker when it ends. */
const SETTLE_MS = 300;
/** On a very slow machine a look may take longer than a second; one older than this is of no use. */
const OLDEST_LOOK_S = 3;
/** A longer hole is a page that slept: its seconds are told by nobody rather than told as empty. */
const LONGEST_HOLE_S = 5;

interface Tally {
  looks: number;
  yes: number;
}

export interface Second {
  at_ms: number;
  values: Record<string, number | null>;
}

export class Seconds {
  private readonly names: readonly string[];
  private readonly open = new Map<number, Map<string, Tally>>();
  private next: number;

  constructor(names: readonly string[], now_ms: number) {
    this.names = names;
    this.next = Math.ceil(now_ms / SECOND_MS); // the first whole second: a begun one would have too few looks
  }

  /** A look counts in the second it was taken in; when that one is told already, in the first still open. */
  add(name: string, answer: Answer, at_ms: number): void {
    const taken = Math.floor(at_ms / SECOND_MS);
    if (answer === null || taken < this.next - OLDEST_LOOK_S) return;
    const second = Math.max(this.next, taken);
    const tallies = this.open.get(second) ?? new Map<string, Tally>();
    const { looks, yes } = tallies.get(name) ?? { looks: 0, yes: 0 };
    tallies.set(name, { looks: looks + 1, yes: yes + (answer ? 1 : 0) });
    this.open.set(second, tallies);
  }

  /** The seconds that are over, oldest first; each is told once, however the clock is corrected. */
  closed(now_ms: number): Second[] {
    const last = Math.floor((now_ms - SETTLE_MS) / SECOND_MS) - 1;
    if (last - this.next >= LONGEST_HOLE_S) this.skipTo(last);
    const told: Second[] = [];
    while (this.next <= last) told.push(this.close(this.next++));
    return told;
  }

  private skipTo(second: number): void {
    for (const open of [...this.open.keys()]) if (open < second) this.open.delete(open);
    this.next = second;
  }

  private close(second: number): Second {
    const tallies = this.open.get(second);
    this.open.delete(second);
    const values: Second["values"] = {};
    for (const name of this.names) {
      const tally = tallies?.get(name);
      values[name] = tally ? tally.yes / tally.looks : null;
    }
    return { at_ms: second * SECOND_MS, values };
  }
}
