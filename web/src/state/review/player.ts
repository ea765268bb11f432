import { batch, signal } from "@preact/signals";
import type { Picture } from "../../media/review/picture.ts";
import { nextRate, stepped } from "./clock.ts";
import type { Mode } from "./drift.ts";
import type { FeedPorts } from "./feed.ts";
import { Reel, type Showing } from "./reel.ts";
import { type Bounds, boundsOf, clampTo, mergeIndexes, type SegmentIndex, type Source, tracksOf } from "./spans.ts";

export interface PlayerPorts extends FeedPorts {
  /** `zero`: the moment that is 0 s of the picture's own time. */
  newPicture(source: Source, zero: number, onFailed: () => void): Picture;
  /** Calls back about twelve times a second until the returned function is called. */
  beat(act: () => void): () => void;
}

const PATIENCE_MS = 8000; // then the others go on without the one that loads
const STUCK_MS = 700; // a leader that says it plays but does not move is not followed
const EARLIER_MS = 600_000; // room before the start, for segments of the check-in that arrive late
const BEHIND_NOW_MS = 8000; // an index every 5 s: nearer to now the clock would stop again and again

/** One clock for all sources of a session. */
export class Player {
  readonly at = signal(0);
  readonly playing = signal(false);
  readonly waiting = signal(false);
  readonly edge = signal(false);
  readonly rate = signal(1);
  readonly volume = signal(1);
  readonly muted = signal(false);
  readonly bounds = signal<Bounds | null>(null);
  readonly reels = signal<readonly Reel[]>([]);
  readonly showing = signal<Partial<Record<Source, Showing>>>({});
  index: SegmentIndex | null = null;
  private zero = 0;
  private before: number;
  private held = false;
  private heldSince = 0;
  private moved = { at: 0, when: 0 };
  private readonly stop: () => void;

  constructor(private readonly ports: PlayerPorts) {
    this.before = ports.now();
    this.stop = ports.beat(() => this.beat());
  }

  close(): void {
    this.stop();
    for (const reel of this.reels.value) reel.close();
  }

  /** Takes a newer index; places already played stay as they are. */
  take(fresh: SegmentIndex): void {
    this.index = mergeIndexes(this.index, fresh);
    const bounds = boundsOf(this.index);
    if (!bounds) return;
    batch(() => {
      if (!this.bounds.value) this.begin(bounds);
      this.bounds.value = bounds;
      const tracks = tracksOf(this.index as SegmentIndex, bounds);
      const known = new Map(this.reels.value.map((reel) => [reel.source, reel]));
      for (const track of tracks) known.get(track.source)?.update(track, bounds);
      const fresh = tracks.filter((track) => !known.has(track.source)).map((track) => this.newReel(track.source, track, bounds));
      if (fresh.length) this.reels.value = [...this.reels.value, ...fresh];
      this.applyVolume();
    });
  }

  seek(at: number): void {
    if (!this.bounds.value) return;
    this.at.value = clampTo(at, this.bounds.value);
    this.edge.value = false;
    this.held = true;
    this.heldSince = this.ports.now();
    this.look("held");
  }

  step(ms: number): void {
    this.seek(this.at.value + ms);
  }

  /** To the newest moment that can be played without stopping. */
  toNow(): void {
    const { limit } = this.bounds.value ?? { limit: 0 };
    this.seek(limit - BEHIND_NOW_MS);
    this.play();
  }

  play(): void {
    const bounds = this.bounds.value;
    if (!bounds) return;
    if (!bounds.live && this.at.value >= bounds.limit) this.seek(bounds.from);
    this.playing.value = true;
  }

  pause(): void {
    this.at.value = this.leader() ?? this.at.value;
    this.playing.value = false;
    this.look("paused");
  }

  toggle(): void {
    if (this.playing.value) this.pause();
    else this.play();
  }

  setRate(rate: number): void {
    this.rate.value = rate;
    for (const reel of this.reels.value) reel.picture.setRate(rate);
  }

  faster(by: 1 | -1): void {
    this.setRate(nextRate(this.rate.value, by));
  }

  setVolume(volume: number, muted: boolean): void {
    this.volume.value = volume;
    this.muted.value = muted;
    this.applyVolume();
  }

  private begin(bounds: Bounds): void {
    this.zero = bounds.from - EARLIER_MS;
    this.at.value = bounds.from;
  }

  private newReel(source: Source, track: ConstructorParameters<typeof Reel>[3], bounds: Bounds): Reel {
    const picture = this.ports.newPicture(source, this.zero, () => reel.failed());
    const reel: Reel = new Reel(source, picture, this.ports, track, bounds);
    return reel;
  }

  /** The sound is the camera's. */
  private applyVolume(): void {
    for (const { source, picture } of this.reels.value) {
      picture.element.muted = source !== "camera" || this.muted.value;
      picture.element.volume = this.volume.value;
    }
  }

  private leader(): number | null {
    for (const reel of this.reels.value) {
      const at = reel.leads();
      if (at !== null) return at;
    }
    return null;
  }

  /** Follows the leader only while it moves. */
  private followed(now: number): number | null {
    const leader = this.leader();
    if (leader === null || leader !== this.moved.at) {
      this.moved = { at: leader ?? 0, when: now };
      return leader;
    }
    return now - this.moved.when > STUCK_MS ? null : leader;
  }

  private beat(): void {
    const now = this.ports.now();
    const elapsed = now - this.before;
    this.before = now;
    const bounds = this.bounds.value;
    if (!bounds) return;
    if (this.playing.value && !this.held) this.advance(elapsed, now, bounds);
    this.look(!this.playing.value ? "paused" : this.held || this.edge.value ? "held" : "playing");
  }

  private advance(elapsed: number, now: number, bounds: Bounds): void {
    const step = stepped(this.at.value, elapsed, this.rate.value, this.followed(now), bounds);
    batch(() => {
      this.at.value = step.at;
      this.edge.value = step.edge;
      if (step.ended) this.playing.value = false;
    });
  }

  private look(mode: Mode): void {
    const at = this.at.value;
    const showing: Partial<Record<Source, Showing>> = {};
    for (const reel of this.reels.value) showing[reel.source] = reel.look(at, this.rate.value, mode);
    this.hold(Object.values(showing).some((s) => s.kind === "loading"));
    if (JSON.stringify(showing) !== JSON.stringify(this.showing.value)) this.showing.value = showing;
  }

  private hold(loading: boolean): void {
    const now = this.ports.now();
    if (!loading) this.heldSince = now;
    this.held = loading && now - this.heldSince < PATIENCE_MS;
    if (this.waiting.value !== this.held) this.waiting.value = this.held;
  }
}
