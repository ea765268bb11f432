/** Into the house: the personal link, who is signed in, what is to be sat. */

import { signal } from "@preact/signals";
import { type Body, Refusal } from "../../wire/http.ts";
import { untilReached } from "./backoff.ts";
import type { Input, Sitting, World } from "./world.ts";

type Me = Body<"Me">;

export class Entry {
  readonly sitting = signal<Sitting | null>(null);
  /** Why there is no sitting; an `unreachable` one is being tried again. */
  readonly fault = signal<Refusal | null>(null);

  constructor(
    private readonly world: World,
    private readonly onServerTime: (ms: number) => void,
  ) {}

  /** With the token of a personal link, or null to go on with the sign-in there is. */
  async enter(token: string | null): Promise<void> {
    try {
      await this.reached(async () => this.world.useSignIn(await this.signIn(token)));
      if (token) this.world.page.hideToken();
      await this.reached(() => this.refresh());
      this.fault.value = null;
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      this.fault.value = this.caused(fault);
    }
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

  take(sitting: Sitting): void {
    this.onServerTime(Date.parse(sitting.server_at));
    this.sitting.value = sitting;
  }

  /** What a message of the socket says about the sitting. */
  amend(news: Partial<Sitting>): void {
    if (this.sitting.value) this.sitting.value = { ...this.sitting.value, ...news };
  }

  private signIn(token: string | null): Promise<Me> {
    if (token === null) return this.world.ask<Me>("GET", "/api/me");
    return this.world.ask<Me>("POST", "/api/sign-in/link", { token });
  }

  private reached<T>(act: () => Promise<T>): Promise<T> {
    return untilReached(this.world.page, act, (fault) => {
      this.fault.value = fault;
    });
  }
}
