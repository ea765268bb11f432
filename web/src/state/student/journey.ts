/** The student's way through the page, from the link to the last chunk. Components draw what stands here. */

import { computed, effect, signal, untracked } from "@preact/signals";
import { Connection } from "./connection.ts";
import { leftMs, MINUTE_MS, reminderOf } from "./countdown.ts";
import { type Arrival, Entry } from "./entry.ts";
import { lookAgainMs } from "./reopened.ts";
import { Session } from "./session.ts";
import type { Stage } from "./stage.ts";
import type { Clock, World } from "./world.ts";

const TICK_MS = 500;
const OVER: readonly Stage[] = ["finished", "terminated", "expired"];
/** Somebody may move the exam while a student waits for it. */
const LOOK_AGAIN_MS = 60_000;

export class Journey {
  readonly entry: Entry;
  readonly session = signal<Session | null>(null);
  /** Server clock, moved on twice a second. */
  readonly now = signal(0);
  private readonly clock: Clock;
  private lookedAt = 0;
  private arrival: Arrival = { token: null, session: null };

  constructor(private readonly world: World) {
    this.clock = world.newClock((message) => this.session.peek()?.connection.sendRaw(message) ?? false);
    this.entry = new Entry(world, (ms) => this.clock.hint(ms));
  }

  readonly stage = computed<Stage>(() => {
    const session = this.session.value;
    if (session) return session.stage.value;
    if (this.entry.question.value) return "asked";
    return this.entry.fault.value ? "fault" : "loading";
  });

  /** Milliseconds until the exam opens; negative when it has. */
  readonly untilOpen = computed(() => Date.parse(this.entry.sitting.value?.opens_at ?? "") - this.now.value);
  readonly left = computed(() => leftMs(this.entry.sitting.value?.ends_at ?? null, this.now.value));
  /** Minutes left, while that is worth saying. */
  readonly reminder = computed(() => {
    const { started_at, ends_at } = this.entry.sitting.value ?? {};
    const whole = started_at && ends_at ? Date.parse(ends_at) - Date.parse(started_at) : 24 * 60 * MINUTE_MS;
    return reminderOf(this.left.value, whole);
  });

  async start(arrival: Arrival): Promise<void> {
    this.arrival = arrival;
    this.tick();
    setInterval(() => this.tick(), TICK_MS);
    effect(() => {
      if (this.entry.sitting.value && !this.session.peek()) untracked(() => this.sitDown());
    });
    await this.entry.enter(arrival);
  }

  /** A member of staff wants the student's exam opened in this browser. */
  openHere(): void {
    void this.entry.enter(this.arrival, true);
  }

  private sitDown(): void {
    const sitting = this.entry.sitting.peek();
    if (!sitting) return;
    this.lookedAt = this.clock.now();
    this.tick();
    this.session.value = new Session(this.world, this.entry, this.clock, sitting, (handlers) => {
      return new Connection(this.world, sitting.session, this.clock, handlers, !!sitting.sources["stills"]);
    });
  }

  private tick(): void {
    this.now.value = this.clock.now();
    if (this.stage.value === "exam" && this.left.value === 0) this.session.value?.timeIsOver();
    if (this.stage.value === "early") this.lookAgain();
    if (OVER.includes(this.stage.value)) this.lookForReopening();
  }

  private lookForReopening(): void {
    const sitting = this.entry.sitting.peek();
    const now = this.now.value;
    if (!sitting || now - this.lookedAt < lookAgainMs(sitting, now)) return;
    this.lookedAt = now;
    void this.entry.refresh().catch(() => undefined);
  }

  private lookAgain(): void {
    const now = this.now.value;
    const opensAt = now + this.untilOpen.value;
    const opened = this.lookedAt < opensAt && now >= opensAt;
    if (now - this.lookedAt < LOOK_AGAIN_MS && !opened) return;
    this.lookedAt = now;
    void this.entry.refresh().catch(() => undefined);
  }
}
