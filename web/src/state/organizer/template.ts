/** The template's form and its body. */

import type { Body, FieldError } from "../../wire/http.ts";
import type { TemplateSettings } from "../../wire/messages.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { numberFault, numberOf, shown } from "./numbers.ts";
import { type TrackerForm, trackerBody, trackerFaults, trackersForm } from "./tracker.ts";

type Settings = Required<TemplateSettings>;
export type Step = Settings["steps"][number];
export type Tool = Settings["tools"][number];
export type Input = Settings["may_go_without"][number];
export type SourceName = keyof Required<Settings["sources"]>;

export const STEPS: readonly Step[] = ["rules", "equipment"];
export const TOOLS: readonly Tool[] = ["chat", "call", "rating", "warning", "termination"];
export const INPUTS: readonly Input[] = ["camera", "microphone"];
/** Without the phone: its page is not made yet. A template that asks for one keeps that. */
export const SOURCES: readonly SourceName[] = ["camera", "microphone", "screen", "fullscreen", "stills"];

export interface TemplateForm {
  name: string;
  steps: Step[];
  sources: Record<SourceName, boolean>;
  mayGoWithout: Input[];
  tools: Tool[];
  rules: string;
  version: string;
  reviewBelow: string;
  contact: string;
  trackers: Record<string, TrackerForm>;
}

type Catalogue = Body<"Catalogue">;

const NO_SOURCES: Record<SourceName, boolean> = { camera: false, microphone: false, screen: false, fullscreen: false, phone: false, stills: false };

/** `settings` as the server keeps them; what an older template lacks comes from the catalogue. */
export function templateForm(name: string, settings: Record<string, unknown>, catalogue: Catalogue): TemplateForm {
  const all = { ...catalogue.settings, ...settings } as unknown as Settings;
  return {
    name,
    steps: STEPS.filter((step) => all.steps.includes(step)),
    sources: { ...NO_SOURCES, ...all.sources },
    mayGoWithout: INPUTS.filter((input) => all.may_go_without.includes(input)),
    tools: TOOLS.filter((tool) => all.tools.includes(tool)),
    rules: all.rules,
    version: all.rules_version,
    reviewBelow: shown(all.review_below),
    contact: all.contact,
    trackers: trackersForm(all.trackers, catalogue.trackers),
  };
}

export const newTemplateForm = (catalogue: Catalogue): TemplateForm => templateForm("", {}, catalogue);

export function templateBody(form: TemplateForm): Body<"TemplateIn"> {
  const trackers = Object.entries(form.trackers).map(([name, tracker]) => [name, trackerBody(name, tracker)]);
  const settings: TemplateSettings = {
    steps: form.steps,
    sources: form.sources,
    may_go_without: form.mayGoWithout,
    tools: form.tools,
    rules: form.rules,
    rules_version: form.version.trim(),
    review_below: numberOf(form.reviewBelow) ?? 0,
    contact: form.contact.trim(),
    trackers: Object.fromEntries(trackers) as Settings["trackers"],
  };
  return { name: form.name.trim(), settings: { ...settings } };
}

const RULES_MOST = 20_000;

function rulesFaults(form: TemplateForm): FieldError[] {
  const faults: FieldError[] = [];
  if (form.steps.includes("rules") && !form.rules.trim()) {
    faults.push({ where: "settings.rules", message: w.template.faults.rules });
  }
  if (form.rules.length > RULES_MOST) {
    faults.push({ where: "settings.rules", message: w.template.faults.rulesLong(form.rules.length, RULES_MOST) });
  }
  if (!form.version.trim()) faults.push({ where: "settings.rules_version", message: w.template.faults.version });
  return faults;
}

export function templateFaults(form: TemplateForm): FieldError[] {
  const trackers = Object.entries(form.trackers).flatMap(([name, tracker]) => trackerFaults(name, tracker));
  return [
    ...(form.name.trim() ? [] : [{ where: "name", message: w.template.faults.name }]),
    ...numberFault("settings.review_below", form.reviewBelow, { least: 0, most: 100 }, w.numbers),
    ...rulesFaults(form),
    ...trackers,
  ];
}

/** The text of the rules was changed but its version was not: consents could no longer be told apart. */
export const versionForgotten = (form: TemplateForm, saved: TemplateForm): boolean =>
  form.rules.trim() !== saved.rules.trim() && form.version.trim() === saved.version.trim();

/** In or out, in the order of `all`. */
export function toggled<T>(all: readonly T[], list: readonly T[], item: T, on: boolean): T[] {
  return all.filter((one) => (one === item ? on : list.includes(one)));
}

export function copyName(name: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const next = w.template.copyOf(name, n);
    if (!taken.includes(next)) return next;
  }
}

