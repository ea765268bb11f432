/** The list of sessions: what is asked for, how a row is judged at a glance, when to ask again. */

import type { Body } from "../../wire/http.ts";
import { query } from "../../wire/http.ts";
import type { SessionFilter } from "./api.ts";

type Row = Body<"SessionRow">;

export const STATES = [
  "scheduled", "checking", "running", "finished", "terminated", "expired", "concluded",
] as const satisfies readonly Row["state"][];

export const REFRESH_MS = 5000;

/** The filter in an address, e.g. "?exam=...&state=running". What is unknown there is left out. */
export function filterOf(search: string): SessionFilter {
  const values = new URLSearchParams(search);
  const state = STATES.find((s) => s === values.get("state")) ?? "";
  return { exam: values.get("exam") ?? "", q: values.get("q") ?? "", state, for_review: values.has("for_review") };
}

export const searchOf = (filter: SessionFilter): string =>
  query({ ...filter, for_review: filter.for_review || null });

export const filtered = (filter: SessionFilter): boolean => searchOf(filter) !== "";

const LIVE: readonly Row["state"][] = ["checking", "running"];

/** Something moves by itself only while somebody sits. */
export const lively = (rows: readonly Row[]): boolean => rows.some((row) => LIVE.includes(row.state));

export type ScoreTone = "good" | "warn" | "bad" | "none";

/** The template's own threshold decides first (`for_review`), then the tens. */
export function scoreTone(row: Pick<Row, "credibility" | "for_review">): ScoreTone {
  if (row.credibility === null) return "none";
  if (row.for_review || row.credibility < 60) return "bad";
  return row.credibility < 80 ? "warn" : "good";
}

/** The student has not begun: nothing is lost by taking the session off the roster. */
export const removable = (row: Pick<Row, "state">): boolean => row.state === "scheduled";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** The session's id in what was pasted: an address of its page, or the id itself. */
export const sessionIn = (text: string): string | null => UUID.exec(text)?.[0].toLowerCase() ?? null;
