/** The chat with the proctor. A message is the same message however often it is sent or heard. */

import { computed, signal } from "@preact/signals";
import type { Body } from "../../wire/http.ts";
import type { ChatSaid, Refused, StudentMessage } from "../../wire/messages.ts";
import type { Keep } from "./world.ts";

export interface Said {
  id: string;
  at_ms: number;
  author: string;
  text: string;
  mine: boolean;
  state: "said" | "sending" | "refused";
  /** Why it was refused. */
  sentence?: string;
}

export interface ChatParts {
  send(message: StudentMessage): boolean;
  newId(): string;
  now(): number;
  keep: Keep;
}

const READ = "read";

/** In the order of the server's clock; one that comes again takes the place of the first. */
export function merged(known: readonly Said[], news: readonly Said[]): Said[] {
  const byId = new Map(known.map((one) => [one.id, one]));
  for (const one of news) byId.set(one.id, one);
  return [...byId.values()].sort((a, b) => a.at_ms - b.at_ms);
}

export class Chat {
  readonly messages = signal<Said[]>([]);
  private readonly readUpTo = signal(0);
  readonly unread = computed(
    () => this.messages.value.filter(({ mine, at_ms }) => !mine && at_ms > this.readUpTo.value).length,
  );

  constructor(private readonly parts: ChatParts) {
    this.readUpTo.value = Number(parts.keep.get(READ) ?? 0);
  }

  /** From the server's memory. */
  recall(earlier: readonly Body<"ChatMessage">[]): void {
    const heard = earlier.map(({ id, at, author, role, text }) => ({ id, at_ms: Date.parse(at), author, role, text }));
    this.messages.value = merged(this.messages.value, heard.map(saidOf));
  }

  hear(message: ChatSaid): void {
    this.messages.value = merged(this.messages.value, [saidOf(message)]);
  }

  say(raw: string): void {
    const text = raw.trim();
    if (!text) return;
    const id = this.parts.newId();
    const mine: Said = { id, at_ms: this.parts.now(), author: "", text, mine: true, state: "sending" };
    this.messages.value = merged(this.messages.value, [mine]);
    this.parts.send({ type: "send_chat", id, text });
  }

  /** The line is back: what was not acknowledged goes out again. */
  resend(): void {
    for (const { id, text, state } of this.messages.value)
      if (state === "sending") this.parts.send({ type: "send_chat", id, text });
  }

  refused({ id, sentence }: Refused): void {
    this.messages.value = this.messages.value.map((one) =>
      one.id === id ? { ...one, state: "refused", sentence } : one,
    );
  }

  markRead(): void {
    const newest = Math.max(0, ...this.messages.value.filter(({ mine }) => !mine).map(({ at_ms }) => at_ms));
    if (newest <= this.readUpTo.value) return;
    this.readUpTo.value = newest;
    this.parts.keep.set(READ, String(newest));
  }
}

function saidOf({ id, at_ms, author, role, text }: Omit<ChatSaid, "type" | "session">): Said {
  return { id, at_ms, author, text, mine: role === "student", state: "said" };
}
