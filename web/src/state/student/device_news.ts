/** What happens to camera and microphone during the exam: on the timeline, and said to the student. */

import { effect, signal, untracked } from "@preact/signals";
import type { InputInfo } from "../../capture/devices.ts";
import { type Body, Refusal } from "../../wire/http.ts";
import { untilReached } from "./backoff.ts";
import { isSame } from "./choice.ts";
import type { Devices } from "./devices.ts";
import type { Input, Page, Stop } from "./world.ts";

type News = Body<"DeviceIn">;
/** `replaced`: `before` has gone, `now` is used in its place. `fresh`: `now` was plugged in. */
export interface DeviceNotice {
  kind: "replaced" | "fresh";
  now: InputInfo;
  before: string;
}

export interface DeviceNewsParts {
  devices: Pick<Devices, "live" | "problems" | "used" | "choice">;
  page: Pick<Page, "newId" | "onOnline">;
  now(): number;
  /** Throws `Refusal`. */
  post(news: News): Promise<void>;
}

const INPUTS: readonly Input[] = ["camera", "microphone"];
/** A loose plug must not fill the memory while the line is down. */
const MOST_WAITING = 50;

export class DeviceNews {
  readonly notice = signal<DeviceNotice | null>(null);
  private known: InputInfo[] | null = null;
  private readonly before: Partial<Record<Input, InputInfo>> = {};
  private readonly lost: Partial<Record<Input, boolean>> = {};
  private waiting = 0;
  private line: Promise<void> = Promise.resolve();

  constructor(private readonly parts: DeviceNewsParts) {}

  start(): Stop {
    const { devices } = this.parts;
    const stops = [
      effect(() => {
        const [live, used] = [devices.live.value, devices.used.value];
        untracked(() => {
          for (const input of INPUTS) this.follow(input, live[input], used[input]);
        });
      }),
      effect(() => {
        const list = devices.choice.list.value;
        untracked(() => this.compare(list));
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  dismiss(): void {
    this.notice.value = null;
  }

  private follow(input: Input, isLive: boolean, used: InputInfo | undefined): void {
    const before = this.before[input];
    if (before && !isLive && !this.lost[input] && this.parts.devices.problems.value[input] === "ended") {
      this.lost[input] = true;
      this.tell("lost", before);
    }
    if (!isLive || !used) return;
    if (before && !isSame(before, used)) this.changed(before, used);
    this.before[input] = used;
    this.lost[input] = false;
  }

  private changed(before: InputInfo, used: InputInfo): void {
    this.tell("changed", used, before.label);
    const wasLost = this.lost[used.input];
    this.notice.value = wasLost ? { kind: "replaced", now: used, before: before.label } : null;
  }

  /** Before the browser names any there is nothing to compare with. */
  private compare(list: InputInfo[]): void {
    const { known } = this;
    const fresh = known ? list.filter((one) => !known.some((other) => isSame(one, other))) : [];
    if (known || list.length) this.known = list;
    for (const one of fresh) this.tell("added", one);
    const first = fresh.find((one) => one.label && !this.isUsed(one));
    if (first) this.notice.value = { kind: "fresh", now: first, before: "" };
    const shown = this.notice.value;
    if (shown?.kind === "fresh" && !list.some((one) => isSame(one, shown.now))) this.dismiss();
  }

  private isUsed(one: InputInfo): boolean {
    const used = this.parts.devices.used.value[one.input];
    return !!used && isSame(one, used) && this.parts.devices.live.value[one.input];
  }

  private tell(change: News["change"], { input, label }: InputInfo, before = ""): void {
    if (this.waiting >= MOST_WAITING) return;
    this.waiting += 1;
    const { page, post, now } = this.parts;
    const news: News = { id: page.newId(), change, source: input, label, before, at_ms: now() };
    this.line = this.line.then(async () => {
      try {
        await untilReached(page, () => post(news));
      } catch (fault) {
        if (!(fault instanceof Refusal)) throw fault; // refused: over, or there were too many
      } finally {
        this.waiting -= 1;
      }
    });
  }
}
