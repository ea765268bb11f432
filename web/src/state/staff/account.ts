/** Who is signed in. `undefined`: not known yet; null: nobody. */

import { computed, signal } from "@preact/signals";
import { ask, type Body, Refusal, useSignIn } from "../../wire/http.ts";

type Me = Body<"Me">;

export const me = signal<Me | null | undefined>(undefined);
/** The sign-in ran out while somebody worked: the page stays, the sign-in comes over it. */
export const expired = signal(false);
/** The server's word for why the sign-in ended, e.g. "account_closed"; empty where it did not say. */
export const why = signal("");
/** Counts sign-ins, so that what failed for want of one can be asked again. */
export const signIns = signal(0);
export const startFault = signal<Refusal | null>(null);

export const roles = computed(() => me.value?.roles ?? []);

function welcome(person: Me): void {
  useSignIn(person);
  me.value = person;
  expired.value = false;
  why.value = "";
  startFault.value = null;
}

/** Asks who is signed in; at the start, and whenever the page is looked at again (another tab may have changed it). */
export async function findOut(): Promise<void> {
  try {
    welcome(await ask<Me>("GET", "/api/me"));
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    if (fault.status === 401) turnedAway();
    else if (!me.value) startFault.value = fault;
  }
}

export async function signIn(email: string, password: string): Promise<void> {
  welcome(await ask<Me>("POST", "/api/sign-in", { email: email.trim(), password }));
  signIns.value++;
}

export async function signOut(): Promise<void> {
  try {
    await ask("POST", "/api/sign-out");
  } catch (fault) {
    if (!(fault instanceof Refusal) || fault.status !== 401) throw fault;
  }
  me.value = null;
  expired.value = false;
}

/** An answer said 401: over the page of somebody at work, else as the page itself. */
export function turnedAway(reason = ""): void {
  if (reason) why.value = reason;
  if (me.value) expired.value = true;
  else me.value = null;
}
