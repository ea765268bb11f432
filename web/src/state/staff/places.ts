/** Every page of the staff, and who may open it. */

import type { Body } from "../../wire/http.ts";

export type Role = Body<"Me">["roles"][number];
export const EXAM_TABS = ["overview", "roster", "proctors", "sessions", "settings"] as const;
export type ExamTab = (typeof EXAM_TABS)[number];

export type Place =
  | { page: "home" | "watch" | "sessions" | "exams" | "people" | "templates" | "audit" | "unknown" }
  | { page: "session" | "template"; id: string } // id "new": a template that is not saved yet
  | { page: "exam"; id: string; tab: ExamTab };

type PageName = Place["page"];
const ORGANIZER: readonly Role[] = ["organizer"];
const BOTH: readonly Role[] = ["organizer", "proctor"];

const ROLES: Record<PageName, readonly Role[]> = {
  home: BOTH,
  watch: BOTH,
  sessions: BOTH,
  session: BOTH,
  exams: ORGANIZER,
  exam: ORGANIZER,
  people: ORGANIZER,
  templates: ORGANIZER,
  template: ORGANIZER,
  audit: ORGANIZER,
  unknown: BOTH,
};

const LISTS = ["watch", "sessions", "exams", "people", "templates", "audit"] as const;

function detail(list: string, id: string, rest: string[]): Place {
  const [tab, ...more] = rest;
  if (list === "exams" && more.length === 0) {
    const known = EXAM_TABS.find((t) => t === (tab ?? "overview"));
    if (known) return { page: "exam", id, tab: known };
  }
  if (list === "watch" && !tab) return { page: "watch" };
  if (list === "sessions" && !tab) return { page: "session", id };
  if (list === "templates" && !tab) return { page: "template", id };
  return { page: "unknown" };
}

/** What an address means. */
export function placeOf(path: string): Place {
  const [staff, list, id, ...rest] = path.split("/").filter(Boolean);
  if (staff === undefined || (staff === "staff" && list === undefined)) return { page: "home" };
  if (staff !== "staff" || list === undefined) return { page: "unknown" };
  if (id !== undefined) return detail(list, id, rest);
  const page = LISTS.find((name) => name === list);
  return { page: page ?? "unknown" };
}

export const mayOpen = (place: Place, roles: readonly Role[]): boolean =>
  ROLES[place.page].some((role) => roles.includes(role));

export const isStaff = (roles: readonly Role[]): boolean => BOTH.some((role) => roles.includes(role));

/** Where a person begins: who plans exams at the exams, who watches at the grid. */
export const homeOf = (roles: readonly Role[]): string =>
  roles.includes("organizer") ? "/staff/exams" : "/staff/watch";

export interface Stop {
  page: (typeof LISTS)[number];
  path: string;
}

/** The entries of the navigation for these roles, in order. The grid is for those who watch. */
export function stopsFor(roles: readonly Role[]): Stop[] {
  const proctor = roles.includes("proctor");
  return LISTS.filter((page) => mayOpen({ page }, roles) && (page !== "watch" || proctor)).map((page) => ({
    page,
    path: `/staff/${page}`,
  }));
}

const PARENT: Partial<Record<PageName, Stop["page"]>> = { session: "sessions", exam: "exams", template: "templates" };

/** Which entry of the navigation a page belongs to. */
export const stopOf = (place: Place): string => PARENT[place.page] ?? place.page;
