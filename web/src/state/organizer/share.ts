/** Sharing sessions out: what would come of it, before it is done. The server does the same (flow `share_out`). */

import type { Body } from "../../wire/http.ts";

type Row = Pick<Body<"SessionRow">, "id" | "proctor" | "state">;
const WAITING: readonly Row["state"][] = ["scheduled", "checking", "running"];

export function loadsOf(rows: readonly Row[]): Map<string, number> {
  const loads = new Map<string, number>();
  for (const { proctor } of rows) if (proctor) loads.set(proctor, (loads.get(proctor) ?? 0) + 1);
  return loads;
}

export const withoutProctor = <R extends Row>(rows: readonly R[]): R[] => rows.filter((row) => !row.proctor);

export interface Preview {
  assigned: number;
  unassigned: number;
  perProctor: Map<string, number>;
}

/** The proctor with the fewest who has room, the first of equals. */
function lightest(loads: Map<string, number>, atMost: number): string | null {
  let found: string | null = null;
  let least = atMost;
  for (const [proctor, load] of loads) if (load < least) [found, least] = [proctor, load];
  return found;
}

export function previewOf(
  rows: readonly Row[], proctors: readonly string[], atMost: number, keep: boolean,
): Preview {
  const open = rows.filter((row) => WAITING.includes(row.state) && (!row.proctor || !keep));
  const now = loadsOf(rows);
  const perProctor = new Map(proctors.map((id) => [id, keep ? (now.get(id) ?? 0) : 0]));
  let assigned = 0;
  for (; assigned < open.length; assigned++) {
    const to = lightest(perProctor, atMost);
    if (!to) break;
    perProctor.set(to, (perProctor.get(to) ?? 0) + 1);
  }
  return { assigned, unassigned: open.length - assigned, perProctor };
}

/** What a proctor would have afterwards. Sharing anew takes what has not ended from everybody, also from those who
 * were not chosen; what has ended stays where it was and counts under no limit. */
export function loadAfter(preview: Preview, rows: readonly Row[], proctor: string, keep: boolean): number {
  const given = preview.perProctor.get(proctor);
  if (keep) return given ?? loadsOf(rows).get(proctor) ?? 0;
  const ended = rows.filter((row) => !WAITING.includes(row.state));
  return (given ?? 0) + (loadsOf(ended).get(proctor) ?? 0);
}
