import type { Body } from "../../wire/http.ts";

export type SegmentIndex = Body<"SegmentIndex">;
export type Segment = Body<"Segment">;
export type Source = Segment["source"];

export const SOURCES: readonly Source[] = ["camera", "screen", "phone"];
/** A gap shorter than three chunks is the seam of two segments, not lost evidence (the server counts the same). */
export const SEAM_MS = 1500;
/** While a session runs, the newest chunks of one source may be this far behind those of another. */
export const LIVE_TAIL_MS = 5000;

/** A stretch of time, ms since the epoch on the server's clock. */
export interface Stretch {
  from: number;
  to: number;
}

/** A segment with the stretch in which it is the one to be seen. */
export interface Span extends Stretch {
  segment: Segment;
}

/** One source's recording: where there is something, and where there is nothing. */
export interface Track {
  source: Source;
  spans: Span[];
  holes: Stretch[];
}

/** What the timeline reaches from and to, and how far the clock may go. */
export interface Bounds extends Stretch {
  limit: number;
  live: boolean;
}

const keyOf = (segment: Segment): string => `${segment.source}/${segment.id}`;
const endOf = (segment: Segment): number => segment.started_ms + segment.duration_ms;

function fuller(a: Segment, b: Segment): Segment {
  if (a.chunks !== b.chunks) return a.chunks > b.chunks ? a : b;
  return b;
}

/**
 * The newer index with the older one's segments kept: while a segment is packed on the server, an index may for a
 * moment name it twice or not at all.
 */
export function mergeIndexes(old: SegmentIndex | null, fresh: SegmentIndex): SegmentIndex {
  const all = new Map<string, Segment>();
  for (const segment of [...(old?.segments ?? []), ...fresh.segments]) {
    const known = all.get(keyOf(segment));
    all.set(keyOf(segment), known ? fuller(known, segment) : segment);
  }
  return { ...fresh, segments: [...all.values()] };
}

function visibleEnd(segment: Segment, next: Segment | undefined): number {
  const end = endOf(segment);
  if (!next) return end;
  const gap = next.started_ms - end;
  return gap <= SEAM_MS ? next.started_ms : end;
}

/** The segments in order, each up to where the next begins; seams are closed. */
export function spansOf(segments: readonly Segment[]): Span[] {
  const sorted = segments
    .filter((s) => s.duration_ms > 0 && s.chunks > 0)
    .sort((a, b) => a.started_ms - b.started_ms || a.duration_ms - b.duration_ms);
  return sorted
    .map((segment, i) => ({ segment, from: segment.started_ms, to: visibleEnd(segment, sorted[i + 1]) }))
    .filter((span) => span.to > span.from);
}

/** The parts of the bounds that no span covers. */
export function holesOf(spans: readonly Span[], bounds: Bounds): Stretch[] {
  const holes: Stretch[] = [];
  let at = bounds.from;
  for (const span of spans) {
    if (span.from - at > SEAM_MS) holes.push({ from: at, to: span.from });
    at = Math.max(at, span.to);
  }
  if (bounds.limit - at > (bounds.live ? LIVE_TAIL_MS : SEAM_MS)) holes.push({ from: at, to: bounds.limit });
  return holes;
}

/** Null while nothing is known: neither a start nor a segment. */
export function boundsOf(index: SegmentIndex): Bounds | null {
  const first = Math.min(...index.segments.map((s) => s.started_ms), index.started_ms ?? Infinity);
  if (!Number.isFinite(first)) return null;
  const last = Math.max(first, ...index.segments.map(endOf));
  const live = index.ended_ms === null;
  if (live) return { from: first, to: Math.max(last, index.server_ms), limit: last, live };
  const end = Math.max(last, index.ended_ms ?? last);
  return { from: first, to: end, limit: end, live };
}

/** One track for each source that has anything. */
export function tracksOf(index: SegmentIndex, bounds: Bounds): Track[] {
  return SOURCES.flatMap((source) => {
    const spans = spansOf(index.segments.filter((s) => s.source === source));
    return spans.length ? [{ source, spans, holes: holesOf(spans, bounds) }] : [];
  });
}

/** Index of the last stretch that begins at or before the moment; -1 when all begin later. */
export function lastBefore(stretches: readonly Stretch[], at: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle] as Stretch).from <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export function spanAt(spans: readonly Span[], at: number): Span | null {
  const span = spans[lastBefore(spans, at)];
  return span && at < span.to ? span : null;
}

/** The stretch without pictures around the moment, or null where there is a span. Tails of a live session count. */
export function gapAt(spans: readonly Span[], at: number, bounds: Stretch): Stretch | null {
  const i = lastBefore(spans, at);
  const before = spans[i];
  if (before && at < before.to) return null;
  return { from: before?.to ?? bounds.from, to: spans[i + 1]?.from ?? bounds.to };
}

export const clampTo = (at: number, bounds: Bounds): number => Math.min(Math.max(at, bounds.from), bounds.limit);
