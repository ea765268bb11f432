/** Asking for data: what came, what went wrong, and no answer of yesterday over one of today. */

import { type Signal, signal } from "@preact/signals";
import type { Refusal } from "../../wire/http.ts";
import { refusalOf } from "./faults.ts";

export interface Loader<T> {
  data: Signal<T | null>;
  fault: Signal<Refusal | null>;
  busy: Signal<boolean>;
  load(): Promise<void>;
}

/** Keeps the last data while it asks again and when that fails. */
export function loader<T>(get: () => Promise<T>): Loader<T> {
  const data = signal<T | null>(null);
  const fault = signal<Refusal | null>(null);
  const busy = signal(false);
  let turn = 0;
  async function load(): Promise<void> {
    const mine = ++turn;
    busy.value = true;
    try {
      const got = await get();
      if (mine === turn) [data.value, fault.value] = [got, null];
    } catch (error) {
      if (mine === turn) fault.value = refusalOf(error);
    } finally {
      if (mine === turn) busy.value = false;
    }
  }
  return { data, fault, busy, load };
}

export interface PageOf<T> {
  items: T[];
  next: string | null;
}
export type Fetch<T> = (after: string | null) => Promise<PageOf<T>>;

export interface Paged<T> extends Loader<T[]> {
  next: Signal<string | null>;
  more(): Promise<void>;
  change(edit: (rows: T[]) => T[]): void;
}

/** Asks for `pages` pages, one after the other; all of them when it is Infinity. */
async function fetchPages<T>(
  fetch: Fetch<T>, pages: number, fresh: () => boolean, onPart?: (part: PageOf<T>) => void,
): Promise<PageOf<T>> {
  const items: T[] = [];
  let next: string | null = null;
  for (let n = 0; n < pages; n++) {
    const page: PageOf<T> = await fetch(next);
    items.push(...page.items);
    next = page.next;
    if (!next || !fresh()) break;
    onPart?.({ items: items.slice(), next });
  }
  return { items, next };
}

/** A list by keyset pages. `load` brings as many pages as are open, so that a refresh loses none of them. */
export function paged<T>(fetch: Fetch<T>, whole = false): Paged<T> {
  let open = whole ? Infinity : 1;
  let turn = 0;
  const next = signal<string | null>(null);
  const data = signal<T[] | null>(null);
  const fault = signal<Refusal | null>(null);
  const busy = signal(false);

  async function turned(act: (fresh: () => boolean) => Promise<void>): Promise<void> {
    const mine = ++turn;
    const fresh = () => mine === turn;
    busy.value = true;
    try {
      await act(fresh);
      if (fresh()) fault.value = null;
    } catch (error) {
      if (fresh()) fault.value = refusalOf(error);
    } finally {
      if (fresh()) busy.value = false;
    }
  }
  const load = () =>
    turned(async (fresh) => {
      const first = data.value === null;
      const got = await fetchPages(fetch, open, fresh, first && whole ? (part) => (data.value = part.items) : undefined);
      if (fresh()) [data.value, next.value] = [got.items, got.next];
    });
  const more = () =>
    turned(async (fresh) => {
      const page = await fetch(next.value);
      if (!fresh()) return;
      [data.value, next.value] = [[...(data.value ?? []), ...page.items], page.next];
      open++;
    });
  return { data, next, fault, busy, load, more, change: (edit) => (data.value = edit(data.value ?? [])) };
}
