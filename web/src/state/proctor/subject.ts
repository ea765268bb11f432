/** The student in focus, from what the board tells each second and what was fetched once; pure. */

import type { Tile } from "../../wire/messages.ts";
import { isOver } from "./order.ts";
import type { SessionPage } from "./record.ts";

export interface Subject {
  student: string;
  email: string;
  exam: string;
  state: string;
  over: boolean;
  credibility: number | null;
  rating: number | null;
  startedMs: number | null;
  endsMs: number | null;
}

const instant = (iso: string | null | undefined): number | null => (iso ? Date.parse(iso) : null);

function fromTile(tile: Tile): Subject {
  return {
    student: tile.student, email: tile.email, exam: tile.exam_title, state: tile.state, over: isOver(tile), credibility: tile.credibility,
    rating: tile.rating, startedMs: tile.started_at_ms, endsMs: tile.ends_at_ms,
  };
}

function fromPage({ session, ends_at }: SessionPage): Subject {
  return {
    student: session.student_name, email: session.student_email, exam: session.exam_title, state: session.state, over: isOver(session),
    credibility: session.credibility, rating: session.rating, startedMs: instant(session.started_at), endsMs: instant(ends_at),
  };
}

/** The tile is the newer of the two; null while neither is here. */
export function subjectOf(tile: Tile | undefined, page: SessionPage | null): Subject | null {
  if (tile) return fromTile(tile);
  return page && fromPage(page);
}
