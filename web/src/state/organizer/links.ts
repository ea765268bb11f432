/** Personal links: as addresses to hand out, and as a file. */

import type { Body } from "../../wire/http.ts";

type Row = Pick<Body<"SessionRow">, "student_name" | "student_email" | "link">;

type Standing = Pick<Body<"SessionRow">, "state" | "link_state">;

/** In the checks or in the exam: whoever is there is put out when the link goes. */
export const hasBegun = (row: Standing): boolean => row.state === "checking" || row.state === "running";
/** Those whose links "New links for all" makes new: with and without a further word. */
export const waiting = <R extends Standing>(rows: readonly R[]): R[] =>
  rows.filter((row) => row.link_state === "open" && row.state === "scheduled");
export const inside = <R extends Standing>(rows: readonly R[]): R[] =>
  rows.filter((row) => row.link_state === "open" && hasBegun(row));

/** The whole address; the server may give it whole, as a path, or as the token alone. */
export function addressOf(link: string, origin: string): string {
  if (/^https?:\/\//.test(link)) return link;
  return origin + (link.startsWith("/") ? link : `/sit/${link}`);
}

/** A cell that begins like a formula would be run by a spreadsheet; an apostrophe makes it text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

export function linksCsv(rows: readonly Row[], origin: string): string {
  const lines = rows
    .filter((row) => row.link)
    .map((row) => [row.student_name, row.student_email, addressOf(row.link ?? "", origin)].map(cell).join(","));
  return `${["name,email,link", ...lines].join("\n")}\n`;
}
