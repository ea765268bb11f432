import { newPicture } from "../media/review/picture.ts";
import { canDecode } from "../media/review/types.ts";
import { Review } from "../state/review/page.ts";
import { askBytes } from "../wire/http.ts";

const BEAT_MS = 80;

function beat(act: () => void): () => void {
  const timer = setInterval(act, BEAT_MS);
  return () => clearInterval(timer);
}

/** The session page's state with the browser's own clock, pictures and line. */
export function openReview(id: string): Review {
  const base = `/api/sessions/${encodeURIComponent(id)}/segments`;
  const ports = {
    canDecode,
    beat,
    now: () => performance.now(),
    newPicture: (_source: string, zero: number, onFailed: () => void) => newPicture(zero, onFailed),
  };
  return new Review(id, ports, (source, segment) => askBytes(`${base}/${source}/${encodeURIComponent(segment)}`));
}
