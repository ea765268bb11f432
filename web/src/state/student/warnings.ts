/** Warnings of the proctor. One stays until the student has confirmed it, also over a reload. */

import { computed, signal } from "@preact/signals";
import type { Warned } from "../../wire/messages.ts";
import type { Keep } from "./world.ts";

export type Warning = Pick<Warned, "id" | "at_ms" | "text" | "by">;

const KEY = "warnings";

export class Warnings {
  private readonly open = signal<Warning[]>([]);
  /** The oldest that is not confirmed. */
  readonly first = computed<Warning | null>(() => this.open.value[0] ?? null);

  constructor(private readonly keep: Keep) {
    try {
      this.open.value = JSON.parse(keep.get(KEY) ?? "[]") as Warning[];
    } catch {
      // another version's memory
    }
  }

  hear({ id, at_ms, text, by }: Warned): void {
    if (this.open.value.some((known) => known.id === id)) return;
    this.put([...this.open.value, { id, at_ms, text, by }]);
  }

  confirm(): void {
    this.put(this.open.value.slice(1));
  }

  private put(open: Warning[]): void {
    this.open.value = open;
    this.keep.set(KEY, open.length ? JSON.stringify(open) : null);
  }
}
