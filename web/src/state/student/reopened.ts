/** A session that is over may be reopened by an organizer: how often the page looks for that, and at once when asked. */

import { signal } from "@preact/signals";
import { Refusal } from "../../wire/http.ts";
import type { Sitting } from "./world.ts";

type Ended = Pick<Sitting, "state" | "ends_at" | "finished_at">;

/** Ended before its time: by mistake, perhaps, and then somebody waits for it to go on. */
const EARLY_LOOK_MS = 10_000;
/** A whole room whose time is over at once must not keep the server busy. */
const LOOK_MS = 60_000;
const CLOCKS_MS = 30_000;
/** The longer it is over, the rarer: after an hour every six minutes. */
const SHARE_OF_AGE = 0.1;

function endedEarly({ state, ends_at, finished_at }: Ended): boolean {
  if (state === "terminated") return true;
  return !!ends_at && !!finished_at && Date.parse(finished_at) < Date.parse(ends_at) - CLOCKS_MS;
}

export function lookAgainMs(sitting: Ended, now: number): number {
  const age = sitting.finished_at ? now - Date.parse(sitting.finished_at) : 0;
  return Math.max(endedEarly(sitting) ? EARLY_LOOK_MS : LOOK_MS, age * SHARE_OF_AGE);
}

/** Whoever was told that the exam is open again need not wait for the page to look. */
export class Reopening {
  readonly busy = signal(false);
  /** When the server said last, because the student asked, that the exam is over. */
  readonly overAt = signal<number | null>(null);
  /** Why it said nothing. */
  readonly fault = signal<Refusal | null>(null);

  /** `isOver` asks the server; the page comes back by itself where that is good news. */
  constructor(
    private readonly isOver: () => Promise<boolean>,
    private readonly now: () => number,
  ) {}

  async ask(): Promise<void> {
    if (this.busy.value) return;
    this.busy.value = true;
    try {
      this.overAt.value = (await this.isOver()) ? this.now() : null;
      this.fault.value = null;
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      this.fault.value = fault;
    } finally {
      this.busy.value = false;
    }
  }
}
