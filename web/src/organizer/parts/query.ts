/** Filters that live in the address: a page's own names, the rest of the search part goes. */

import { useEffect, useState } from "preact/hooks";
import { goSearch, search } from "../../staff/router.ts";
import { query } from "../../wire/http.ts";
import { useRested } from "./hooks.ts";

export function fromSearch(name: string): string {
  return new URLSearchParams(search.value).get(name) ?? "";
}

export const toSearch = (values: Record<string, string>): void => goSearch(query(values));

/** A search field bound to a filter: told when typing rests, and follows when the filter is cleared from elsewhere. */
export function useTyped(value: string, tell: (value: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value);
  const rested = useRested(typed.trim());
  useEffect(() => {
    if (rested !== value) tell(rested);
  }, [rested]);
  useEffect(() => {
    if (value !== rested) setTyped(value);
  }, [value]);
  return [typed, setTyped];
}
