/** What is different for one student, as it is typed and as it is sent. */

import type { Body, FieldError } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { numberFault, numberOf, shown } from "./numbers.ts";
import { RANGES } from "./tracker.ts";

type Saved = Body<"Accommodation">;

export interface Item {
  tracker: string;
  how: "off" | "loose";
  /** Empty: as in the template. */
  weight: string;
  raise_s: string;
  reason: string;
}
export interface AccommodationsForm {
  items: Item[];
}

const RANGE = { weight: RANGES.weight, raise_s: RANGES.raise };
const LIMITS = ["weight", "raise_s"] as const;

const text = (value: number | null): string => (value === null ? "" : shown(value));

export const accommodationsForm = (saved: readonly Saved[]): AccommodationsForm => ({
  items: saved.map(({ tracker, on, weight, raise_s, reason }) => ({
    tracker, how: on ? "loose" : "off", weight: text(weight), raise_s: text(raise_s), reason,
  })),
});

/** Trackers that are not in the list yet, and the item's own. */
export const freeFor = (form: AccommodationsForm, all: readonly string[], own = ""): string[] =>
  all.filter((name) => name === own || !form.items.some(({ tracker }) => tracker === name));

export function withItem(form: AccommodationsForm, all: readonly string[]): AccommodationsForm {
  const [tracker] = freeFor(form, all);
  if (!tracker) return form;
  return { items: [...form.items, { tracker, how: "off", weight: "", raise_s: "", reason: "" }] };
}

export const changed = (form: AccommodationsForm, at: number, patch: Partial<Item>): AccommodationsForm => ({
  items: form.items.map((item, n) => (n === at ? { ...item, ...patch } : item)),
});

export const withoutItem = (form: AccommodationsForm, at: number): AccommodationsForm => ({
  items: form.items.filter((_, n) => n !== at),
});

function faultsOf(item: Item, n: number): FieldError[] {
  const faults: FieldError[] = [];
  if (!item.reason.trim()) faults.push({ where: `items.${n}.reason`, message: w.accommodations.faults.reason });
  if (item.how === "off") return faults;
  const typed = LIMITS.filter((name) => item[name].trim());
  if (!typed.length) faults.push({ where: `items.${n}.weight`, message: w.accommodations.faults.nothing });
  return [...faults, ...typed.flatMap((name) => numberFault(`items.${n}.${name}`, item[name], RANGE[name], w.numbers))];
}

export const accommodationFaults = ({ items }: AccommodationsForm): FieldError[] => items.flatMap(faultsOf);

export const accommodationsBody = ({ items }: AccommodationsForm): Body<"AccommodationsIn"> => ({
  items: items.map(({ tracker, how, weight, raise_s, reason }) => ({
    tracker, on: how === "loose", reason: reason.trim(),
    weight: how === "loose" ? numberOf(weight) : null,
    raise_s: how === "loose" ? numberOf(raise_s) : null,
  })),
});
