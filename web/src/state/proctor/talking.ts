import { signal } from "@preact/signals";
import type { StaffMessage, Tile } from "../../wire/messages.ts";
import { newId } from "../../wire/ids.ts";
import { due, type Outgoing, refusedWith, tryAgain, without } from "./outgoing.ts";

/** Chat and answers to calls: said again after a lost line until the server has taken them. */
export class Talking {
  readonly outgoing = signal<readonly Outgoing[]>([]);
  /** Calls that this page has answered and the server has not confirmed yet: call -> session. */
  readonly answering = signal<ReadonlyMap<string, string>>(new Map());
  /** What was begun and not sent, by what it is for and the session. */
  readonly drafts = new Map<string, string>();

  constructor(
    private readonly send: (message: StaffMessage) => boolean,
    private readonly now: () => number,
  ) {}

  say(session: string, text: string): void {
    const message = { id: newId(), session, text, atMs: this.now(), failed: null };
    this.outgoing.value = [...this.outgoing.value, message];
    this.put(message);
  }

  again(id: string): void {
    this.outgoing.value = tryAgain(this.outgoing.value, id);
    for (const message of this.outgoing.value) if (message.id === id) this.put(message);
  }

  discard(id: string): void {
    this.outgoing.value = without(this.outgoing.value, id);
  }

  answer(session: string, help: string): void {
    this.answering.value = new Map(this.answering.value).set(help, session);
    this.send({ type: "answer_help", session, help });
  }

  /** The line is open again. */
  resend(): void {
    for (const message of due(this.outgoing.value)) this.put(message);
    for (const [help, session] of this.answering.value) this.send({ type: "answer_help", session, help });
  }

  said(id: string): void {
    if (this.outgoing.value.some((m) => m.id === id)) this.discard(id);
  }

  /** False when the message is none of ours. */
  refused(id: string, sentence: string): boolean {
    const ours = this.outgoing.value.some((m) => m.id === id);
    this.outgoing.value = refusedWith(this.outgoing.value, id, sentence);
    return ours;
  }

  answerRefused(): void {
    this.answering.value = new Map();
  }

  /** True when it was this page that answered. */
  answeredMine(help: string): boolean {
    const mine = this.answering.value.has(help);
    this.forget((call) => call === help);
    return mine;
  }

  /** Calls that no tile shows any more need no answer. */
  agree(tiles: readonly Tile[]): void {
    const open = new Map(tiles.map((t) => [t.session, t.help]));
    this.forget((call, session) => open.has(session) && open.get(session) !== call);
  }

  private forget(which: (call: string, session: string) => boolean): void {
    const left = [...this.answering.value].filter(([call, session]) => !which(call, session));
    if (left.length !== this.answering.value.size) this.answering.value = new Map(left);
  }

  private put({ id, session, text }: Outgoing): void {
    this.send({ type: "send_chat", id, session, text });
  }
}
