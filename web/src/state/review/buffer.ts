import { lastBefore, type Segment, type Span, type Stretch } from "./spans.ts";

export const BEHIND_MS = 30_000;
const AHEAD_MS = 60_000;
const REAL_AHEAD_MS = 15_000; // at 16 x, a minute of recording is gone in four seconds
const SLACK_MS = 30_000; // kept beyond what would be fetched, so that small seeks throw nothing away
const SNAP_MS = 100;

/** What of a segment is in the buffer. */
export interface Held extends Stretch {
  id: string;
  chunks: number;
  missing: number;
  bytes: number;
  begins: number; // where its own zero lies on the clock
}

export const aheadOf = (rate: number): number => Math.max(AHEAD_MS, REAL_AHEAD_MS * rate);

/** Has more of it arrived since it was put into the buffer? */
export function grown(held: Held, segment: Segment): boolean {
  return segment.chunks > held.chunks || segment.missing < held.missing;
}

/** Can the new bytes simply be put behind the old ones? Only where nothing was missing in between. */
export function continues(held: Held | undefined, segment: Segment, last: string | null): boolean {
  return !!held && last === segment.id && held.missing === 0 && segment.missing === 0;
}

/**
 * The spans to fetch, the most urgent first: the one to be seen now, then what comes, up to the horizon. It stops where
 * the kind of recording changes, because a buffer takes only one.
 */
export function wanted(
  spans: readonly Span[],
  at: number,
  rate: number,
  held: ReadonlyMap<string, Held>,
  skip: (segment: Segment) => boolean,
): Span[] {
  const start = Math.max(0, lastBefore(spans, at));
  const out: Span[] = [];
  let kind: string | null = null;
  for (const span of spans.slice(start)) {
    if (span.from > at + aheadOf(rate)) break;
    if (span.to <= at || skip(span.segment)) continue;
    kind ??= span.segment.mime;
    if (span.segment.mime !== kind) break;
    const known = held.get(span.segment.id);
    if (!known || grown(known, span.segment)) out.push(span);
  }
  return out;
}

/** What is too far from the clock to be kept. */
export function evictable(held: Iterable<Held>, at: number, rate: number): Held[] {
  const from = at - BEHIND_MS;
  const to = at + aheadOf(rate) + SLACK_MS;
  return [...held].filter((h) => h.to < from || h.from > to);
}

const numberOf = (id: string): [recorder: string, number: number] => {
  const cut = id.lastIndexOf("-");
  return [id.slice(0, cut), Number(id.slice(cut + 1))];
};

function follows(before: string, after: string): boolean {
  const [a, n] = numberOf(before);
  const [b, m] = numberOf(after);
  return a === b && m === n + 1;
}

/**
 * Where a segment's own zero lies on the clock. Wall clocks of two segments of one recorder leave seams of some tens of
 * milliseconds; the browser would stop at each, so a small seam is closed by what is in the buffer already.
 */
export function beginOf(span: Span, before: Held | undefined, bufferedUntil: number | null): number {
  const wall = span.segment.started_ms;
  if (!before || bufferedUntil === null || !follows(before.id, span.segment.id)) return wall;
  return Math.abs(bufferedUntil - wall) <= SNAP_MS ? bufferedUntil : wall;
}

/** The buffered range around a moment; `ranges` in order. */
export function rangeAt(ranges: readonly Stretch[], at: number): Stretch | null {
  return ranges.find((r) => at >= r.from && at < r.to) ?? null;
}

const TAIL_MS = 50; // the last picture of a range lies before its end

/** Where a picture must stand when its span has none at this very moment: on the next one, else on the last one. */
export function nearestPicture(ranges: readonly Stretch[], span: Stretch, at: number): number | null {
  const inside = ranges.filter((r) => r.to > span.from && r.from < span.to);
  const next = inside.find((r) => r.from > at);
  if (next) return next.from;
  const last = inside[inside.length - 1];
  return last ? Math.max(last.from, Math.min(last.to, span.to) - TAIL_MS) : null;
}
