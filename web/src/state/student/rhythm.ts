/** Whether the student's rhythm of typing is kept beyond the session, and its deletion on a word. */

import { signal } from "@preact/signals";
import type { Body } from "../../wire/http.ts";
import { Refusal } from "../../wire/http.ts";
import type { World } from "./world.ts";

const PATH = "/api/sitting/typing";

export class KeptRhythm {
  readonly state = signal<"unknown" | "none" | "kept" | "deleted">("unknown");
  readonly busy = signal(false);
  readonly fault = signal<Refusal | null>(null);

  constructor(private readonly ask: World["ask"]) {}

  /** Where it cannot be told, nothing is said: the student can ask again with the next page. */
  async look(): Promise<void> {
    try {
      const { kept } = await this.ask<Body<"Typing">>("GET", PATH);
      if (this.state.value !== "deleted" || kept) this.state.value = kept ? "kept" : "none";
    } catch {
      this.state.value = "unknown";
    }
  }

  /** Says whether it is gone; if not, `fault` says why. */
  async forget(): Promise<boolean> {
    this.busy.value = true;
    this.fault.value = null;
    try {
      await this.ask("DELETE", PATH);
      this.state.value = "deleted";
    } catch (error) {
      this.fault.value = error instanceof Refusal ? error : new Refusal(0, "broken", String(error));
    }
    this.busy.value = false;
    return this.state.value === "deleted";
  }
}
