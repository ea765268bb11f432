import { effect } from "@preact/signals";
import { useCallback, useEffect, useState } from "preact/hooks";
import { passes } from "../../state/organizer/faults.ts";
import type { Loader } from "../../state/organizer/load.ts";
import { signIns } from "../../state/staff/account.ts";
import { held } from "../../staff/router.ts";

const RETRY_MS = 4000;
const PAUSE_MS = 250; // a pause in typing, after which a search is asked

/** Loads at once, again after a new sign-in, and by itself while the server is away. `key`: what the data hang on. */
export function useLoad(loader: Loader<unknown>, key: unknown = null): void {
  useEffect(() => void loader.load(), [loader, key]);
  useEffect(() => {
    if (loader.fault.value) void loader.load();
  }, [signIns.value]);
  const fault = loader.fault.value;
  useEffect(() => {
    if (!fault || !passes(fault)) return;
    const timer = setTimeout(() => void loader.load(), RETRY_MS);
    return () => clearTimeout(timer);
  }, [fault]);
}

/** Calls again and again while the page is seen and `on`. */
export function useEvery(ms: number, on: boolean, act: () => void): void {
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => {
      if (!document.hidden) act();
    }, ms);
    return () => clearInterval(timer);
  }, [ms, on, act]);
}

/** The time, told anew every `ms` while the page is seen. */
export function useNow(ms: number): number {
  const [now, setNow] = useState(Date.now);
  const tick = useCallback(() => setNow(Date.now()), []);
  useEvery(ms, true, tick);
  return now;
}

/** Made once per mounted component. */
export function useOnce<T>(make: () => T): T {
  return useState(make)[0];
}

/** The value once it has rested; the first at once. */
export function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** Holds moves away from the page while its form has unsaved changes. */
export function useGuard(dirty: () => boolean): void {
  // Not useSignalEffect, which waits for the next frame: the move after a save must not be held.
  useEffect(() => {
    const stop = effect(() => {
      held.value = dirty();
    });
    return () => {
      stop();
      held.value = false;
    };
  }, []);
}

/** After a refused form: the first field that is marked wrong gets the focus. */
export function focusFirstFault(within: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const field = (within ?? document).querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.focus();
    field?.scrollIntoView({ block: "center" });
  });
}
