/** Doing something at a press: what came of it is told, what went wrong too. */

import { useState } from "preact/hooks";
import { refusalText } from "../../staff/refusal.ts";
import { refusalOf } from "../../state/organizer/faults.ts";
import { toast } from "../../ui/bits.tsx";

/** True when it was done; the reason is told when it was refused. */
export async function attempt(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    toast(refusalText(refusalOf(error)), "bad");
    return false;
  }
}

/** `busy` names what is on its way, so that only its own button waits and no second press gets through. */
export function useAct(): { busy: string; run: (name: string, act: () => Promise<void>) => Promise<boolean> } {
  const [busy, setBusy] = useState("");
  async function run(name: string, act: () => Promise<void>): Promise<boolean> {
    if (busy) return false;
    setBusy(name);
    const done = await attempt(act);
    setBusy("");
    return done;
  }
  return { busy, run };
}
