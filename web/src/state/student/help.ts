/** The student's call for a proctor. */

import { signal } from "@preact/signals";
import type { HelpAnswered, Refused, StudentMessage } from "../../wire/messages.ts";

export type HelpState =
  | { kind: "none" }
  | { kind: "calling" | "called"; id: string; text: string } // calling: waits for the line
  | { kind: "answered"; by: string }
  | { kind: "refused"; sentence: string }; // prettier-ignore

export interface HelpParts {
  send(message: StudentMessage): boolean;
  newId(): string;
  now(): number;
}

const NONE: HelpState = { kind: "none" };
/** A call this young may have been lost together with the line. */
const YOUNG_MS = 15_000;

export class Help {
  readonly state = signal<HelpState>(NONE);
  private sentAt = 0;
  private readonly cancelled = new Set<string>();

  constructor(private readonly parts: HelpParts) {}

  call(text = ""): void {
    this.put(this.parts.newId(), text);
  }

  cancel(): void {
    const state = this.state.value;
    if (state.kind !== "calling" && state.kind !== "called") return;
    this.state.value = NONE;
    if (state.kind === "called") this.withdraw(state.id);
  }

  /** The student has read who answers, or why not. */
  settle(): void {
    if (this.state.value.kind === "answered" || this.state.value.kind === "refused") this.state.value = NONE;
  }

  answered({ help, by }: HelpAnswered): void {
    const state = this.state.value;
    if ((state.kind === "calling" || state.kind === "called") && state.id === help)
      this.state.value = { kind: "answered", by };
  }

  refused({ sentence }: Refused): void {
    this.state.value = { kind: "refused", sentence };
  }

  /** `open` is the call the server knows of: the truth after a reload or an outage. */
  welcomed(open: string | null): void {
    const state = this.state.value;
    if (open !== null && this.cancelled.has(open)) this.withdraw(open);
    else if (open !== null) this.state.value = { kind: "called", id: open, text: "" };
    else if (state.kind === "calling") this.put(state.id, state.text);
    else if (state.kind === "called") this.unknown(state);
  }

  private put(id: string, text: string): void {
    const sent = this.parts.send({ type: "call_for_help", id, text });
    if (sent) this.sentAt = this.parts.now();
    this.state.value = { kind: sent ? "called" : "calling", id, text };
  }

  private withdraw(id: string): void {
    this.cancelled.add(id);
    if (this.parts.send({ type: "cancel_help", id })) this.cancelled.delete(id);
  }

  /** The server has no open call: it never arrived, or somebody answered while the line was down. */
  private unknown({ id, text }: { id: string; text: string }): void {
    if (this.parts.now() - this.sentAt < YOUNG_MS) this.put(id, text);
    else this.state.value = NONE;
  }
}
