/** Tries again until it works, and at once when the line comes back. */

import { Refusal } from "../../wire/http.ts";
import type { Page } from "./world.ts";

const DELAYS_MS = [1000, 2000, 4000, 8000];

/** The server or the way to it, nothing that was asked for. */
export function isAway(fault: unknown): boolean {
  return fault instanceof Refusal && (fault.status === 0 || fault.status >= 500);
}

function pause(page: Pick<Page, "onOnline">, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(go, ms);
    const stop = page.onOnline(go);
  });
}

/** `onAway` is told of each attempt that did not reach the server. Throws every other refusal. */
export async function untilReached<T>(
  page: Pick<Page, "onOnline">,
  act: () => Promise<T>,
  onAway: (fault: Refusal) => void = () => undefined,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await act();
    } catch (fault) {
      if (!isAway(fault)) throw fault;
      onAway(fault as Refusal);
      await pause(page, DELAYS_MS[Math.min(attempt, DELAYS_MS.length - 1)] as number);
    }
  }
}
