import type { Picture } from "../../media/review/picture.ts";
import { isStill } from "../../media/still.ts";
import { nearestPicture, rangeAt } from "./buffer.ts";
import { correction, type Mode, standingRoom } from "./drift.ts";
import { Feed, type FeedPorts } from "./feed.ts";
import { type Bounds, gapAt, LIVE_TAIL_MS, SEAM_MS, type Source, type Span, type Stretch, spanAt, type Track } from "./spans.ts";

/** What one source shows at the clock. `partial`: some of the segment has not arrived. */
export type Showing =
  | { kind: "picture"; partial: boolean; still?: true }
  | { kind: "loading" }
  | { kind: "hole"; hole: Stretch }
  | { kind: "damaged"; hole: Stretch }
  | { kind: "undecodable"; mime: string }
  | { kind: "failed"; message: string };

const LEAD_MS = 200; // a picture so near the end of its buffer may stop at any moment: the clock goes on alone
const ROUNDING_MS = 1;
/**
 * Before a hole, Chrome shows the last pictures of a range only while it plays: a seek waits for four pictures that do
 * not come (Chromium 156). Screens have two pictures a second.
 */
const EDGE_MS: Record<Source, number> = { camera: 600, screen: 2500, phone: 600 };
const ANEW_MS = 400; // a seek that hangs is replaced by one to a place at least so far away

/** Plays one source: keeps its picture in step with the clock. */
export class Reel {
  showing: Showing = { kind: "loading" };
  private readonly feed: Feed;
  private bounds: Bounds;
  private rate = 1;

  constructor(
    readonly source: Source,
    readonly picture: Picture,
    private readonly ports: FeedPorts,
    private track: Track,
    bounds: Bounds,
  ) {
    this.bounds = bounds;
    this.feed = new Feed(source, picture, ports);
    this.feed.update(track.spans);
  }

  update(track: Track, bounds: Bounds): void {
    this.track = track;
    this.bounds = bounds;
    this.feed.update(track.spans);
  }

  /** Where the picture is, if the clock may follow it. */
  leads(): number | null {
    if (this.showing.kind !== "picture" || !this.picture.playing()) return null;
    const at = this.picture.at();
    const range = rangeAt(this.picture.ranges(), at);
    return range && range.to - at > LEAD_MS * Math.max(1, this.rate) ? at : null;
  }

  /** One beat: asks for what is missing and brings the picture to the clock. */
  look(at: number, rate: number, mode: Mode): Showing {
    this.rate = rate;
    this.feed.fill(at, rate);
    this.showing = this.shown(at, mode);
    return this.showing;
  }

  close(): void {
    this.feed.close();
  }

  /** The element gave up: what it stands on is broken; begin anew, and without it when it breaks again. */
  failed(): void {
    const span = spanAt(this.track.spans, this.picture.at()) ?? this.track.spans[0];
    if (span) this.feed.blame(span.segment);
    this.feed.forget();
  }

  private shown(at: number, mode: Mode): Showing {
    const span = spanAt(this.track.spans, at);
    if (!span) return this.across(at);
    const { mime } = span.segment;
    if (mime && !this.ports.canDecode(mime)) return this.standing({ kind: "undecodable", mime });
    if (!mime || this.feed.isBad(span.segment)) return this.standing({ kind: "damaged", hole: span });
    const range = this.picture.kind === mime ? rangeAt(this.picture.ranges(), at) : null;
    if (!range) return this.between(span, at);
    const edge = range.to - at < EDGE_MS[this.source] && this.endsAt(range.to);
    if (edge) this.nearEdge(range, at, mode);
    else this.steer(range, at, mode);
    if (!edge && !this.picture.settled()) return { kind: "loading" };
    return { kind: "picture", partial: span.segment.missing > 0, ...(isStill(mime) && { still: true as const }) };
  }

  /** Does nothing follow here that could still be put into the buffer? */
  private endsAt(end: number): boolean {
    const next = spanAt(this.track.spans, end + LEAD_MS);
    return !next || next.segment.mime !== this.picture.kind || this.feed.isBad(next.segment) || this.feed.isCut(next.segment);
  }

  private nearEdge(range: Stretch, at: number, mode: Mode): void {
    const room = EDGE_MS[this.source];
    const here = this.picture.at();
    if (mode === "playing") this.picture.play();
    else this.picture.pause();
    if (here < range.from - ROUNDING_MS || here > range.to || Math.abs(here - at) > room * 2) {
      this.seek(Math.max(range.from, range.to - room));
    }
  }

  /** One seek at a time, unless the place has become another one. */
  private seek(at: number): void {
    if (this.picture.seeking() && Math.abs(this.picture.at() - at) < ANEW_MS * Math.max(1, this.rate)) return;
    this.picture.seek(at);
  }

  private standing(showing: Showing): Showing {
    this.picture.pause();
    return showing;
  }

  /** In a hole the element must never be sent to the clock (the browser hangs): it waits on the next picture. */
  private across(at: number): Showing {
    this.picture.pause();
    const hole = gapAt(this.track.spans, at, this.bounds) ?? { from: at, to: at };
    const coming = this.picture.ranges().find((r) => r.from >= at && r.from < hole.to + SEAM_MS);
    if (coming) this.park(coming.from);
    return this.isBrief(hole, at) ? { kind: "picture", partial: false } : { kind: "hole", hole };
  }

  private isBrief(hole: Stretch, at: number): boolean {
    const newest = this.bounds.live && hole.to >= this.bounds.limit;
    return newest ? at - hole.from < LIVE_TAIL_MS : hole.to - hole.from <= SEAM_MS;
  }

  /** In a span, but with nothing buffered at this very moment: not fetched yet, or a seam, or cut short. */
  private between(span: Span, at: number): Showing {
    this.picture.pause();
    if (!this.feed.has(span.segment)) return this.waiting();
    const place = nearestPicture(this.picture.ranges(), span, at);
    if (place === null) return this.lost(span);
    this.park(place);
    const cut = span.segment.missing > 0 && at > place + SEAM_MS;
    return cut ? { kind: "damaged", hole: { from: place, to: span.to } } : { kind: "picture", partial: span.segment.missing > 0 };
  }

  private waiting(): Showing {
    const { trouble } = this.feed;
    return trouble ? { kind: "failed", message: trouble.message } : { kind: "loading" };
  }

  /** The browser threw away what it was given, or found nothing in it. */
  private lost(span: Span): Showing {
    this.feed.blame(span.segment);
    return { kind: "loading" };
  }

  private park(at: number): void {
    if (Math.abs(this.picture.at() - at) > standingRoom("paused", 1)) this.seek(at);
  }

  private steer(range: Stretch, at: number, mode: Mode): void {
    const { picture } = this;
    const here = picture.at();
    const astray = here < range.from - ROUNDING_MS || here > range.to;
    const step = correction(here - at, this.rate);
    const far = mode === "playing" ? step.kind === "seek" : Math.abs(here - at) > standingRoom(mode, this.rate);
    if (mode !== "playing") picture.pause();
    if (astray || far) return this.seek(at);
    if (mode !== "playing" || step.kind !== "rate") return;
    picture.setRate(step.rate);
    picture.play();
  }
}
