/** From mark to mark of the timeline by keyboard; pure. */

import type { Lane, Mark } from "./timeline.ts";

type Rows = readonly Pick<Lane, "marks">[];

function rowOf(lanes: Rows, id: string): number {
  return lanes.findIndex((lane) => lane.marks.some((m) => m.id === id));
}

const nearest = (marks: readonly Mark[], at: number): Mark | undefined =>
  [...marks].sort((a, b) => Math.abs(a.from - at) - Math.abs(b.from - at))[0];

function sideways(lanes: Rows, row: number, id: string, by: 1 | -1): Mark | undefined {
  const marks = lanes[row]?.marks ?? [];
  return marks[marks.findIndex((m) => m.id === id) + by];
}

/** The next lane in that direction that has any mark, at about the same time. */
function across(lanes: Rows, row: number, id: string, by: 1 | -1): Mark | undefined {
  const at = lanes[row]?.marks.find((m) => m.id === id)?.from ?? 0;
  for (let to = row + by; to >= 0 && to < lanes.length; to += by) {
    const found = nearest(lanes[to]?.marks ?? [], at);
    if (found) return found;
  }
  return undefined;
}

/** Where an arrow leads; null for another key, or where there is nothing. */
export function stepFrom(lanes: Rows, id: string, key: string): string | null {
  const row = rowOf(lanes, id);
  if (row < 0) return null;
  switch (key) {
    case "ArrowLeft": return sideways(lanes, row, id, -1)?.id ?? null;
    case "ArrowRight": return sideways(lanes, row, id, 1)?.id ?? null;
    case "ArrowUp": return across(lanes, row, id, -1)?.id ?? null;
    case "ArrowDown": return across(lanes, row, id, 1)?.id ?? null;
    default: return null;
  }
}
