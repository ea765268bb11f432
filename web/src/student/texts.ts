/** Small things to say, made of words and values. */

import { neededOf } from "../state/student/stage.ts";
import type { CheckName } from "../state/student/verdicts.ts";
import type { Sitting } from "../state/student/world.ts";
import type { Refusal } from "../wire/http.ts";
import { troubleWords } from "../words/inputs.en.ts";
import { student as w } from "../words/student.en.ts";
import { systemOf } from "./system.ts";

export function refusalText(fault: Refusal): string {
  return w.refusals[fault.code] ?? (fault.message || w.refusals.server_error || "");
}

/** What is wrong, and the cure. */
export function troubleOf(name: CheckName, cause: string | undefined): readonly [string, string] {
  if (cause === "muted" || cause === "silent") return troubleWords(name, cause, systemOf()) ?? w.troubleElse;
  return w.trouble[name]?.[cause ?? ""] ?? w.troubleElse;
}

export function paragraphs(text: string): string[] {
  return text.split(/\r?\n\s*\n/).map((part) => part.trim()).filter(Boolean);
}

const MANY = 1000;
const round = (n: number): string => (n < 10 ? n.toFixed(1) : String(Math.round(n)));

export function rate(kbitPerS: number): string {
  return kbitPerS < MANY ? `${Math.round(kbitPerS)} kbit/s` : `${round(kbitPerS / MANY)} Mbit/s`;
}

export function size(bytes: number): string {
  if (bytes < MANY * MANY) return `${Math.max(1, Math.round(bytes / MANY))} KB`;
  return `${round(bytes / MANY / MANY)} MB`;
}

export const wordCount = (text: string): number => text.split(/\s+/).filter(Boolean).length;
/** The devices that these sources are recorded from, as far as the exam asks for them. */
export function deviceNames({ sources }: Pick<Sitting, "sources">, recorded: readonly string[]): string {
  const those = neededOf(sources).filter((device) => recorded.includes(device === "screen" ? "screen" : "camera"));
  return listed(those.map((device) => w.exam.recordedOf[device]));
}

/** "camera, microphone and screen" */
export function listed(names: readonly string[]): string {
  const last = names[names.length - 1] ?? "";
  return names.length < 2 ? last : names.slice(0, -1).join(", ") + w.exam.and + last;
}
