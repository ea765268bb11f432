/** A form: what is typed, what is saved, what is wrong with it. Nothing typed is lost by an error. */

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { FieldError, Refusal } from "../../wire/http.ts";
import { refusalOf, without } from "./faults.ts";

export interface Draft<F> {
  form: Signal<F>;
  dirty: ReadonlySignal<boolean>;
  errors: Signal<FieldError[]>;
  fault: Signal<Refusal | null>;
  busy: Signal<boolean>;
  /** Takes a change; the error at `place` is gone with what caused it. */
  set(patch: Partial<F>, place?: string): void;
  /** Starts over from a saved state. */
  start(form: F): void;
  discard(): void;
  /** Checks, sends, and tells the answer; null when it was refused. */
  submit<R>(check: (form: F) => FieldError[], send: (form: F) => Promise<R>): Promise<R | null>;
}

export function draft<F extends object>(first: F): Draft<F> {
  const saved = signal(first);
  const form = signal(first);
  const errors = signal<FieldError[]>([]);
  const fault = signal<Refusal | null>(null);
  const busy = signal(false);

  function start(next: F): void {
    [saved.value, form.value, errors.value, fault.value] = [next, next, [], null];
  }
  function set(patch: Partial<F>, place?: string): void {
    form.value = { ...form.value, ...patch };
    if (place) errors.value = without(errors.value, place);
  }
  async function send<R>(act: (form: F) => Promise<R>): Promise<R | null> {
    busy.value = true;
    const sent = form.value;
    try {
      const answer = await act(sent);
      saved.value = sent;
      return answer;
    } catch (error) {
      fault.value = refusalOf(error);
      errors.value = fault.value.errors;
      return null;
    } finally {
      busy.value = false;
    }
  }
  return {
    form, errors, fault, busy, set, start,
    dirty: computed(() => JSON.stringify(form.value) !== JSON.stringify(saved.value)),
    discard: () => start(saved.value),
    async submit(check, act) {
      if (busy.value) return null; // a second press of the key while the first is on its way
      [fault.value, errors.value] = [null, check(form.value)];
      return errors.value.length ? null : send(act);
    },
  };
}
