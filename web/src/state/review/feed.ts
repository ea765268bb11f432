import type { Picture } from "../../media/review/picture.ts";
import { hasHead, wholeLength } from "../../media/review/webm.ts";
import { beginOf, continues, evictable, grown, type Held, rangeAt, wanted } from "./buffer.ts";
import { lastBefore, SEAM_MS, type Segment, type Source, type Span, type Stretch } from "./spans.ts";

export interface FeedPorts {
  fetch(source: Source, id: string): Promise<ArrayBuffer>;
  canDecode(mime: string): boolean;
  now(): number;
}

const FETCHES = 2;
const JUMP_MS = 1000; // sound comes every 60 ms: a longer step where some of a segment is missing is the hole
const TRIES = 2;
const RETRY_MS = 1500;
const SNAP_ROOM_MS = 100;
const BEFORE_KEY_MS = 2;

/** Keeps one picture's buffer filled around the clock. */
export class Feed {
  trouble: { until: number; message: string } | null = null;
  private spans: readonly Span[] = [];
  private readonly held = new Map<string, Held>();
  private readonly fetching = new Set<string>();
  private readonly faults = new Map<string, { times: number; chunks: number }>();
  private line: Promise<void> = Promise.resolve();
  private last: string | null = null; // the segment at whose end the browser's parser stands
  private clock = 0;
  private rate = 1;
  private closed = false;

  constructor(
    private readonly source: Source,
    private readonly picture: Picture,
    private readonly ports: FeedPorts,
  ) {}

  update(spans: readonly Span[]): void {
    this.spans = spans;
  }

  has(segment: Segment): boolean {
    return this.picture.kind === segment.mime && this.held.has(segment.id);
  }

  /** A segment that broke is left alone until more of it has arrived. */
  isBad = (segment: Segment): boolean => {
    const fault = this.faults.get(segment.id);
    return !!fault && fault.times >= TRIES && fault.chunks >= segment.chunks;
  };

  /** Is it in the buffer, but only up to a chunk that is missing? */
  isCut(segment: Segment): boolean {
    return segment.missing > 0 && this.has(segment);
  }

  blame(segment: Segment, times = 1): void {
    const known = this.faults.get(segment.id);
    const before = known && known.chunks === segment.chunks ? known.times : 0;
    this.faults.set(segment.id, { times: before + times, chunks: segment.chunks });
    this.held.delete(segment.id);
  }

  /** Begins anew with an empty buffer. */
  forget(): void {
    this.held.clear();
    this.last = null;
    this.picture.close();
  }

  close(): void {
    this.closed = true;
    this.picture.close();
  }

  fill(clock: number, rate: number): void {
    this.clock = clock;
    this.rate = rate;
    if (this.closed || (this.trouble && this.ports.now() < this.trouble.until)) return;
    for (const span of this.wanted()) {
      const urgent = clock >= span.from && clock < span.to;
      if (this.fetching.size >= FETCHES + (urgent ? 1 : 0)) break;
      if (!this.fetching.has(span.segment.id)) void this.bring(span);
    }
    for (const held of evictable(this.held.values(), clock, rate)) this.drop(held);
  }

  private wanted(): Span[] {
    return wanted(this.spans, this.clock, this.rate, this.held, this.skipped);
  }

  private skipped = (segment: Segment): boolean => this.isBad(segment) || !this.ports.canDecode(segment.mime);

  private async bring(span: Span): Promise<void> {
    const { id } = span.segment;
    this.fetching.add(id);
    try {
      const bytes = await this.ports.fetch(this.source, id);
      this.trouble = null;
      await this.inLine(() => this.put(span, bytes));
    } catch (error) {
      this.trouble = { until: this.ports.now() + RETRY_MS, message: error instanceof Error ? error.message : "" };
    } finally {
      this.fetching.delete(id);
    }
  }

  /** One piece of work on the buffer at a time. */
  private inLine(work: () => Promise<void>): Promise<void> {
    this.line = this.line.then(() => (this.closed ? undefined : work()));
    return this.line;
  }

  private wantsStill({ segment }: Span): boolean {
    const held = this.held.get(segment.id);
    if (held && !grown(held, segment)) return false;
    return this.wanted().some((s) => s.segment.id === segment.id);
  }

  /** Puts a fetched segment into the buffer. What breaks here is the segment's fault, never the line's. */
  private async put(span: Span, whole: ArrayBuffer): Promise<void> {
    if (!this.wantsStill(span)) return;
    const { segment } = span;
    const bytes = soundPart(whole, segment);
    if (!bytes) return this.blame(segment, TRIES);
    try {
      if (this.picture.kind !== segment.mime) await this.reopen(segment.mime);
      await this.write(span, bytes);
    } catch {
      this.blame(segment);
      this.forget();
    }
  }

  private async reopen(mime: string): Promise<void> {
    this.held.clear();
    this.last = null;
    await this.picture.open(mime);
  }

  private async write(span: Span, bytes: ArrayBuffer): Promise<void> {
    const { segment } = span;
    const known = this.held.get(segment.id);
    const begins = known?.begins ?? this.beginOf(span);
    if (continues(known, segment, this.last)) {
      const more = bytes.slice(known?.bytes ?? 0);
      if (more.byteLength) await this.picture.extend(more);
    } else {
      if (known) await this.picture.remove(this.around(known));
      await this.picture.append(bytes, begins, this.nextBegin(span));
    }
    const { id, chunks, missing } = segment;
    this.held.set(id, { id, chunks, missing, bytes: bytes.byteLength, begins, from: begins, to: span.to });
    this.last = id;
  }

  private neighbour(at: number, by: 1 | -1): Span | undefined {
    return this.spans[lastBefore(this.spans, at) + by];
  }

  private beginOf(span: Span): number {
    const before = this.neighbour(span.from, -1);
    const held = before && this.held.get(before.segment.id);
    const until = before && rangeAt(this.picture.ranges(), before.to - SNAP_ROOM_MS * 2)?.to;
    return beginOf(span, held, until ?? null);
  }

  /** Nothing of a segment may run into the next one: it would take that one's key picture away. */
  private nextBegin(span: Span): number | null {
    const next = this.neighbour(span.from, 1);
    if (!next) return null;
    return this.held.get(next.segment.id)?.begins ?? next.from + SNAP_ROOM_MS;
  }

  /** The stretch to remove ends before the next segment's key picture, or the browser takes that segment too. */
  private around(held: Held): Stretch {
    const next = this.neighbour(held.from + SEAM_MS / 10, 1);
    const end = next ? (this.held.get(next.segment.id)?.begins ?? next.from) : held.to;
    return { from: held.from, to: Math.min(held.to, end) - BEFORE_KEY_MS };
  }

  private drop(held: Held): void {
    this.held.delete(held.id);
    void this.inLine(async () => {
      if (this.held.has(held.id) || this.picture.kind === null) return;
      this.last = null; // taking away stops the parser: nothing can be put behind the last bytes
      await this.picture.remove(this.around(held)).catch(() => this.forget());
    });
  }
}

/** The part of a segment that can be played; null when there is none. */
function soundPart(bytes: ArrayBuffer, { missing, mime }: Segment): ArrayBuffer | null {
  const view = new Uint8Array(bytes);
  if (!hasHead(view, mime)) return null;
  if (!missing || !mime.includes("webm")) return bytes;
  const length = wholeLength(view, mime.includes(",") ? JUMP_MS : Infinity);
  return length ? bytes.slice(0, length) : null;
}
