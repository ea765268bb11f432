/** Into the house: the personal link, who is signed in, what is to be sat. */

import { signal } from "@preact/signals";
import { type Body, Refusal } from "../../wire/http.ts";
import { untilReached } from "./backoff.ts";
import type { Input, Sitting, World } from "./world.ts";

type Me = Body<"Me">;

/** What the page's address says: the token of a personal link, or, after it, the session it was of. */
export interface Arrival {
  token: string | null;
  session: string | null;
}

export class Entry {
  readonly sitting = signal<Sitting | null>(null);
  /** A member of staff is signed in with this browser: whether the student's exam is to be opened here. */
  readonly question = signal<string | null>(null);
  /** Why there is no sitting; an `unreachable` one is being tried again. */
  readonly fault = signal<Refusal | null>(null);
  /** Whom to ask where no exam says it. */
  readonly contact = signal("");

  constructor(
    private readonly world: World,
    private readonly onServerTime: (ms: number) => void,
  ) {}

  /** Without a token it goes on with the sign-in there is. `confirmed`: the question was answered with yes. */
  async enter({ token, session }: Arrival, confirmed = false): Promise<void> {
    this.question.value = null;
    if (session && !token) this.world.nameSession(session);
    try {
      const me = await this.reached(() => this.signIn(token, confirmed));
      this.world.useSignIn(me);
      this.world.page.hideToken(me.session);
      await this.reached(() => this.refresh());
      this.fault.value = null;
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      this.refused(fault);
      if (this.fault.value) await this.findContact(token);
    }
  }

  /** The exam's where the link tells which one it was, although it opens nothing any more. */
  private async findContact(token: string | null): Promise<void> {
    const asked = token === null ? this.world.ask<Body<"Contact">>("GET", "/api/contact") : this.askOf(token);
    try {
      this.contact.value = (await asked).contact;
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault; // then nobody is named
    }
  }

  private askOf(token: string): Promise<Body<"Contact">> {
    return this.world.ask("POST", "/api/contact", { token });
  }

  /** An old browser may have sent what the server could not but refuse: then that is what the student must read. */
  private caused(fault: Refusal): Refusal {
    if (this.world.page.problem({}) !== "old") return fault;
    return new Refusal(fault.status, "browser_old", fault.message);
  }

  async refresh(): Promise<void> {
    this.take(await this.world.ask<Sitting>("GET", "/api/sitting"));
  }

  /** Asks the server to do something about the sitting. Throws `Refusal`. */
  async change(path: string, body?: unknown): Promise<void> {
    this.take(await this.world.ask<Sitting>("POST", `/api/sitting/${path}`, body));
  }

  /** The student has one after all. */
  async takeBack(source: Input): Promise<void> {
    this.take(await this.world.ask<Sitting>("DELETE", `/api/sitting/without/${source}`));
  }

  async photograph(photo: Blob): Promise<void> {
    this.take(await this.world.sendBytes<Sitting>("/api/sitting/face", photo));
  }

  /** Another exam never takes the place of the one that this page shows. */
  take(sitting: Sitting): void {
    const before = this.sitting.peek();
    if (before && before.session !== sitting.session) throw new Refusal(401, "other_session", "");
    this.onServerTime(Date.parse(sitting.server_at));
    this.sitting.value = sitting;
  }

  /** What a message of the socket says about the sitting. */
  amend(news: Partial<Sitting>): void {
    if (this.sitting.value) this.sitting.value = { ...this.sitting.value, ...news };
  }

  private signIn(token: string | null, confirmed: boolean): Promise<Me> {
    if (token === null) return this.world.ask<Me>("GET", "/api/me");
    return this.world.ask<Me>("POST", "/api/sign-in/link", { token, confirmed });
  }

  private refused(fault: Refusal): void {
    const isQuestion = fault.code === "staff_signed_in";
    this.question.value = isQuestion ? fault.message : null;
    this.fault.value = isQuestion ? null : this.caused(fault);
  }

  private reached<T>(act: () => Promise<T>): Promise<T> {
    return untilReached(this.world.page, act, (fault) => {
      this.fault.value = fault;
    });
  }
}
