import { signal } from "@preact/signals";
import type { WatchedChunk } from "../../wire/frames.ts";
import { isStill, pictureOf } from "../still.ts";
import { canDecodeLive, canPlayLive, Feed } from "./feed.ts";
import { Intake } from "./intake.ts";
import { latencyMs, pursue } from "./pursuit.ts";

/** `waiting`: nothing to show yet, or the next chunk is due; `stalled`: nothing has come for a while; `undecodable`: this
 * browser lacks the decoder; `unsupported`: it can play no live picture at all. */
export type LiveState = "waiting" | "playing" | "stalled" | "undecodable" | "unsupported";

const QUIET_MS = 5000; // a still screen sends little
const STILL_QUIET_MS = 10_000; // still pictures come every five seconds at least
const MOVED_MS = 1200;
const JOIN_MS = 2500;
const STUCK_MS = 2000;
const NUDGES = 3;
const FAILS_APART_MS = 20_000; // failing again sooner means that the segment itself is broken: wait for the next one

function newElement(): HTMLVideoElement {
  const element = document.createElement("video");
  element.muted = true; // else the browser lets nothing play that nobody clicked
  // eslint-disable-next-line floor/members -- elsewhere it does nothing
  element.playsInline = true;
  // eslint-disable-next-line floor/members -- elsewhere it does nothing
  element.disableRemotePlayback = true; // Safari's managed MediaSource opens only then
  element.tabIndex = -1;
  return element;
}

/** One watched source: its video element, always near the newest moment, mending itself. */
export class LivePlayer {
  readonly element = newElement();
  readonly state = signal<LiveState>(canPlayLive() ? "waiting" : "unsupported");
  /** There is a picture to look at, be it an old one. */
  readonly shown = signal(false);
  /** What is shown are still pictures. */
  readonly still = signal(false);
  private readonly intake = new Intake();
  private readonly feed = new Feed(this.element, () => this.failed(), () => this.follow());
  private offsetMs = 0;
  private edgeMs = 0;
  private heardAt = 0;
  private joinedAt = 0;
  private movedAt = 0;
  private lastTime = 0;
  private nudges = 0;
  private failedAt = -FAILS_APART_MS;
  private decodable = true;
  private stills = 0;

  /** `onLost`: chunks are missing, the source should be asked for anew. */
  constructor(private readonly onLost: () => void) {
    this.element.addEventListener("loadeddata", () => {
      this.shown.value = true;
    });
  }

  accept(chunk: WatchedChunk, now: number): void {
    if (this.state.value === "unsupported") return;
    const verdict = this.intake.judge(chunk);
    if (verdict === "lost") this.onLost();
    if (verdict === "lost" || verdict === "repeat") return;
    this.heardAt = now;
    if (verdict === "begin") this.begin(chunk, now);
    else if (this.decodable && !this.still.value) this.feed.more(chunk.payload);
    this.edgeMs = chunk.startedDeviceMs + chunk.durationMs + this.offsetMs;
  }

  /** Keeps close to the edge and tells how it is; called a few times a second. `serverNow` in ms since the epoch. */
  tick(now: number, serverNow: number): void {
    if (!this.decodable || this.state.value === "unsupported") return;
    if (this.still.value) {
      this.state.value = now - this.heardAt > STILL_QUIET_MS ? "stalled" : "playing";
      return this.report(serverNow);
    }
    this.observe(now);
    this.follow();
    this.mend(now);
    this.feed.trim();
    this.report(serverNow);
  }

  /** `null` is silence. */
  listen(volume: number | null): void {
    this.element.muted = volume === null;
    this.element.volume = volume ?? 1;
    this.play();
  }

  /** The page moved the element to another place, or comes back from a pause. */
  play(): void {
    if (!this.element.paused || !this.element.src) return;
    this.element.play().catch((error: DOMException) => {
      if (error.name === "NotAllowedError") this.element.muted = true;
    });
  }

  /** Forgets what is buffered, e.g. before a pause: what comes next begins a segment. */
  reset(): void {
    this.intake.forget();
    this.feed.close();
    this.unhang();
    this.shown.value = false;
    if (this.state.value !== "unsupported") this.state.value = "waiting";
  }

  close(): void {
    this.reset();
    this.element.remove();
  }

  private begin(chunk: WatchedChunk, now: number): void {
    const mime = chunk.details?.mime ?? "";
    this.offsetMs = chunk.details?.offset_ms ?? 0;
    this.decodable = isStill(mime) || canDecodeLive(mime);
    if (isStill(mime)) return this.hang(chunk.payload);
    this.unhang();
    if (!this.decodable) {
      this.feed.close();
      this.shown.value = false;
      this.state.value = "undecodable";
      return;
    }
    if (!this.element.src) {
      this.joinedAt = now;
      this.movedAt = now;
    }
    this.feed.begin(mime, chunk.payload);
  }

  private hang(picture: Uint8Array): void {
    if (!this.still.value) this.feed.close();
    const before = this.element.poster;
    this.element.poster = pictureOf(picture.slice());
    if (before) URL.revokeObjectURL(before);
    this.stills += 1;
    this.still.value = true;
    this.shown.value = true;
  }

  private unhang(): void {
    if (!this.still.value) return;
    this.still.value = false;
    URL.revokeObjectURL(this.element.poster);
    this.element.removeAttribute("poster");
  }

  private follow(): void {
    const { element } = this;
    const joining = this.heardAt - this.joinedAt < JOIN_MS;
    const step = pursue(element.currentTime, this.feed.ranges(), joining);
    if (!step) return;
    if (element.playbackRate !== step.rate) element.playbackRate = step.rate;
    if (step.seek !== null && !element.seeking) element.currentTime = step.seek;
    this.play();
  }

  private observe(now: number): void {
    const at = this.element.currentTime;
    if (at !== this.lastTime) {
      this.movedAt = now;
      this.nudges = 0;
    }
    this.lastTime = at;
    const moving = now - this.movedAt < MOVED_MS && this.shown.value;
    this.state.value = moving ? "playing" : now - this.heardAt > QUIET_MS ? "stalled" : "waiting";
  }

  /** There is something to play and yet nothing moves: jump; when that does not help, begin anew. */
  private mend(now: number): void {
    const last = this.feed.ranges().pop();
    const stuck = last !== undefined && last.to - this.element.currentTime > 0.3 && now - this.movedAt > STUCK_MS;
    if (!stuck) return;
    this.movedAt = now;
    if (++this.nudges > NUDGES) this.failed();
    else this.element.currentTime = Math.max(last.from + 0.01, last.to - 0.2);
  }

  private failed(): void {
    this.nudges = 0;
    this.feed.close();
    this.intake.forget();
    const now = performance.now();
    if (now - this.failedAt > FAILS_APART_MS) this.onLost();
    this.failedAt = now;
  }

  private report(serverNow: number): void {
    const { element } = this;
    const to = this.feed.ranges().pop()?.to;
    element.dataset["state"] = this.state.value;
    element.dataset["frames"] = String(this.stills || (element.getVideoPlaybackQuality?.().totalVideoFrames ?? 0));
    if (to !== undefined) element.dataset["latencyMs"] = String(latencyMs(serverNow, this.edgeMs, element.currentTime, to));
  }
}
