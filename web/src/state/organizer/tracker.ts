/** One tracker's row in a template: typed text on one side, the stored setting on the other. */

import type { Body, FieldError } from "../../wire/http.ts";
import type { TrackerSetting } from "../../wire/messages.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { kept, numberFault, numberOf, type Range, shown } from "./numbers.ts";
import { specOf } from "./parameters.ts";

export type TrackerInfo = Body<"TrackerInfo">;

export interface TrackerForm {
  on: boolean;
  alert: boolean;
  weight: string;
  raise: string; // seconds
  clear: string; // seconds
  fill: string; // percent
  parameters: Record<string, string>; // in the unit they are typed in
}

export const RANGES = {
  weight: { least: 0, most: 10 },
  raise: { least: 0, most: 600 },
  clear: { least: 0, most: 600 },
  fill: { least: 10, most: 100 },
} as const satisfies Record<string, Range>;
export type NumberField = keyof typeof RANGES;

/** The names of the fields in the body, which errors are told by. */
export const FIELD: Record<NumberField, string> = { weight: "weight", raise: "raise_s", clear: "clear_s", fill: "fill" };

const mapped = <A, B>(values: Record<string, A>, to: (name: string, value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(name, value)]));

export function trackerForm(name: string, setting: TrackerSetting): TrackerForm {
  const all: Required<TrackerSetting> = {
    on: true, alert: true, weight: 1, raise_s: 3, clear_s: 1, fill: 0.8, parameters: {}, ...setting,
  };
  return {
    on: all.on,
    alert: all.alert,
    weight: shown(all.weight),
    raise: shown(all.raise_s),
    clear: shown(all.clear_s),
    fill: shown(all.fill, 100),
    parameters: mapped(all.parameters, (key, value) => shown(value, specOf(name, key).scale)),
  };
}

export const startForm = (info: TrackerInfo): TrackerForm => trackerForm(info.name, info.defaults as TrackerSetting);

/** A tracker the template does not name is off, ready with its start values. */
export function trackersForm(
  settings: Record<string, TrackerSetting>, catalogue: readonly TrackerInfo[],
): Record<string, TrackerForm> {
  const row = (info: TrackerInfo): TrackerForm => {
    const own = settings[info.name];
    const start = startForm(info);
    if (!own) return { ...start, on: false };
    const form = trackerForm(info.name, own);
    return { ...form, parameters: { ...start.parameters, ...form.parameters } };
  };
  return Object.fromEntries(catalogue.map((info) => [info.name, row(info)]));
}

export function trackerBody(name: string, form: TrackerForm): Required<TrackerSetting> {
  return {
    on: form.on,
    alert: form.alert,
    weight: numberOf(form.weight) ?? 0,
    raise_s: numberOf(form.raise) ?? 0,
    clear_s: numberOf(form.clear) ?? 0,
    fill: kept(form.fill, 100),
    parameters: mapped(form.parameters, (key, text) => kept(text, specOf(name, key).scale)),
  };
}

export const placeIn = (name: string, field: string): string => `settings.trackers.${name}.${field}`;

export function trackerFaults(name: string, form: TrackerForm): FieldError[] {
  const numbers = (Object.keys(RANGES) as NumberField[]).flatMap((field) =>
    numberFault(placeIn(name, FIELD[field]), form[field], RANGES[field], w.numbers),
  );
  const thresholds = Object.entries(form.parameters).flatMap(([key, text]) =>
    numberFault(placeIn(name, `parameters.${key}`), text, specOf(name, key), w.numbers),
  );
  return [...numbers, ...thresholds];
}

const same = (a: TrackerForm, b: TrackerForm): boolean => JSON.stringify(trackerBody("", a)) === JSON.stringify(trackerBody("", b));

/** Does the row differ from the catalogue's start values? On or off is the template's own choice. */
export const changed = (form: TrackerForm, info: TrackerInfo): boolean =>
  !same({ ...form, on: true }, { ...startForm(info), on: true });

export const NEEDS = ["camera", "microphone", "screen", "phone", "page", "server"] as const satisfies readonly TrackerInfo["needs"][];

export function groupsOf(catalogue: readonly TrackerInfo[]): { needs: TrackerInfo["needs"]; trackers: TrackerInfo[] }[] {
  return NEEDS.map((needs) => ({ needs, trackers: catalogue.filter((info) => info.needs === needs) })).filter(
    (group) => group.trackers.length,
  );
}
