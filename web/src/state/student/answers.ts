/** Answers to the tasks: on this device at once, on the server soon after; what the line kept back until the exam was
 * over is handed in late, as it was written. */

import { computed, signal } from "@preact/signals";
import { Refusal } from "../../wire/http.ts";
import { isAway } from "./backoff.ts";
import type { Keep } from "./world.ts";

export type Saving = "saved" | "waiting" | "saving" | "offline" | "refused";
/** When, by the device's clock, and what is to be added for the server's. */
export interface Written {
  device_ms: number;
  offset_ms: number;
}
export interface AnswersParts {
  /** Both throw `Refusal`; the second is for an exam that is over. */
  post(task: string, text: string): Promise<void>;
  postLate(task: string, text: string, written: Written): Promise<void>;
  now(): Written;
  keep: Keep;
}
/** A text that the server will not have. */
export interface Lost {
  task: string;
  text: string;
  fault: Refusal;
}

/** What the server has not got, and what it had when the writing began. */
interface Unsaved {
  text: string;
  base: string;
  /** Missing in what the version before this one kept. */
  written?: Written;
}

const KEY = "answers";
const PAUSE_MS = 1000;
/** Also while somebody writes without a pause. */
const LONGEST_MS = 8000;
const AGAIN_MS = 5000;
const OVER = "wrong_state";

/** Nothing is lost: where another device has written meanwhile, both texts stay. */
export function joined({ text, base }: Pick<Unsaved, "text" | "base">, stored: string): string {
  if (stored === base || stored === text || !stored) return text;
  return text.startsWith(stored) ? text : `${stored}\n\n${text}`;
}

export class Answers {
  readonly texts = signal<Record<string, string>>({});
  readonly saving = signal<Record<string, Saving>>({});
  private readonly faults = signal<Record<string, Refusal>>({});
  /** On their way. */
  readonly pending = computed(
    () => Object.values(this.saving.value).filter((state) => state !== "saved" && state !== "refused").length,
  );
  readonly lost = computed<Lost[]>(() =>
    Object.entries(this.faults.value)
      .filter(([task]) => this.saving.value[task] === "refused")
      .map(([task, fault]) => ({ task, text: this.texts.value[task] ?? "", fault })),
  );
  readonly signedOut = computed(() => Object.values(this.faults.value).some(({ status }) => status === 401));
  private readonly written: Record<string, Written> = {};
  private readonly stored: Record<string, string> = {};
  private readonly timers: Record<string, ReturnType<typeof setTimeout>> = {};
  private readonly since: Record<string, number> = {};
  private readonly posting: Record<string, Promise<void>> = {};

  constructor(private readonly parts: AnswersParts) {}

  /** At the start of the page: the server's answers, and over them what this device could not send. */
  recall(stored: Record<string, string>, isOver = false): void {
    Object.assign(this.stored, stored);
    this.texts.value = { ...stored };
    for (const [task, unsaved] of Object.entries(this.kept())) {
      // After the end nothing is mixed with what was there in time.
      const text = isOver ? unsaved.text : joined(unsaved, stored[task] ?? "");
      if (text !== (stored[task] ?? "")) this.put(task, text, unsaved.written ?? this.parts.now());
    }
    this.remember();
  }

  write(task: string, text: string): void {
    this.put(task, text, this.parts.now());
  }

  private put(task: string, text: string, written: Written): void {
    this.written[task] = written;
    this.texts.value = { ...this.texts.value, [task]: text };
    this.mark(task, "waiting");
    this.remember();
    this.since[task] ??= Date.now();
    const waited = Date.now() - (this.since[task] as number);
    this.later(task, Math.max(0, Math.min(PAUSE_MS, LONGEST_MS - waited)));
  }

  /** Everything that waits, now. Resolves when each was tried once. */
  async flush(): Promise<void> {
    const waiting = Object.keys(this.saving.value).filter((task) => this.isUnsaved(task));
    await Promise.all(waiting.map((task) => this.save(task)));
  }

  stop(): void {
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
  }

  private later(task: string, ms: number): void {
    clearTimeout(this.timers[task]);
    this.timers[task] = setTimeout(() => void this.save(task), ms);
  }

  /** One after the other: an older text must not arrive after a newer one. */
  private save(task: string): Promise<void> {
    clearTimeout(this.timers[task]);
    const before = this.posting[task] ?? Promise.resolve();
    this.posting[task] = before.then(() => this.post(task));
    return this.posting[task];
  }

  private async post(task: string): Promise<void> {
    const text = this.texts.value[task] ?? "";
    delete this.since[task];
    this.mark(task, "saving");
    try {
      await this.deliver(task, text);
      this.stored[task] = text;
      this.blame(task, null);
      this.mark(task, this.isUnsaved(task) ? "waiting" : "saved");
      this.remember();
    } catch (fault) {
      this.failed(task, fault);
    }
  }

  /** The server alone says whether it is late. */
  private async deliver(task: string, text: string): Promise<void> {
    const written = this.written[task] ?? this.parts.now();
    try {
      await this.parts.post(task, text);
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.code !== OVER) throw fault;
      await this.parts.postLate(task, text, written);
    }
  }

  private blame(task: string, fault: Refusal | null): void {
    const { [task]: _before, ...others } = this.faults.value;
    this.faults.value = fault ? { ...others, [task]: fault } : others;
  }

  private failed(task: string, fault: unknown): void {
    if (!(fault instanceof Refusal)) throw fault;
    this.blame(task, fault);
    const again = isAway(fault) || fault.status === 401 || fault.status === 429;
    this.mark(task, again ? "offline" : "refused");
    if (again) this.later(task, AGAIN_MS);
  }

  private isUnsaved(task: string): boolean {
    return (this.texts.value[task] ?? "") !== (this.stored[task] ?? "");
  }

  private mark(task: string, state: Saving): void {
    if (this.saving.value[task] !== state) this.saving.value = { ...this.saving.value, [task]: state };
  }

  private remember(): void {
    const unsaved: Record<string, Unsaved> = {};
    for (const [task, text] of Object.entries(this.texts.value))
      if (this.isUnsaved(task)) unsaved[task] = { text, base: this.stored[task] ?? "", ...this.when(task) };
    const any = Object.keys(unsaved).length > 0;
    this.parts.keep.set(KEY, any ? JSON.stringify(unsaved) : null);
  }

  private when(task: string): Pick<Unsaved, "written"> {
    const written = this.written[task];
    return written ? { written } : {};
  }

  private kept(): Record<string, Unsaved> {
    try {
      return JSON.parse(this.parts.keep.get(KEY) ?? "{}") as Record<string, Unsaved>;
    } catch {
      return {};
    }
  }
}
