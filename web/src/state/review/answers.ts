/** The answers of a session, in time and late; asked for when they are shown. */

import { signal } from "@preact/signals";
import { ask, type Body, Refusal } from "../../wire/http.ts";
import type { SessionPage } from "./page.ts";

export class GivenAnswers {
  readonly all = signal<readonly Body<"Answer">[] | null>(null);
  readonly fault = signal<Refusal | null>(null);

  constructor(private readonly path: string) {}

  async load(): Promise<void> {
    try {
      this.all.value = await ask<Body<"Answer">[]>("GET", this.path);
      this.fault.value = null;
    } catch (error) {
      this.fault.value = error instanceof Refusal ? error : new Refusal(0, "broken", String(error));
    }
  }
}

/** When it changes there are other answers to show: more of them came in late, or the exam is over. */
export const stampOf = ({ session, events }: SessionPage): string =>
  `${session.state} ${events.filter(({ kind }) => kind === "answer_late").length}`;
