import type { Refusal } from "../wire/http.ts";
import { staff as w } from "../words/staff.en.ts";

/** A refusal in the reader's words: by its code, else in the server's own sentence. */
export function refusalText(fault: Refusal): string {
  if (fault.code === "too_many_attempts") return tooMany(fault);
  const known = w.refusals[fault.code];
  if (known) return known;
  return fault.status >= 500 ? (w.refusals.server_error ?? fault.message) : fault.message;
}

/** The server's sentence tells the minutes; only the number is taken from it. */
function tooMany(fault: Refusal): string {
  const minutes = /\d+/.exec(fault.message)?.[0];
  return minutes ? w.waitMinutes(Number(minutes)) : w.tooMany;
}
