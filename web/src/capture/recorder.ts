/** Records one source for the life of the page: rotating self-contained segments, cut into numbered chunks. */

import { deviceNow } from "../wire/clock.ts";
import { type ChunkDetails, type ChunkFrame, type Source, STILL, toHex } from "../wire/frames.ts";
import { Awake } from "./awake.ts";
import { canRecord, LEVELS, mimesFor, type Rates, ratesOf, SEGMENT_MS, STILL_MS, stillShapeOf } from "./encoding.ts";
import { Scaled } from "./scaled.ts";
import { sizeOf } from "./size.ts";
import { Stills } from "./stills.ts";
import { type Medium, type Piece, Take } from "./take.ts";
import { patienceMs, Watch } from "./watch.ts";

export interface RecorderOptions {
  source: Source;
  clock: { readonly offsetMs: number; readonly errorMs: number };
  onChunk(chunk: ChunkFrame): void;
  /** A device has gone, or the browser cannot record it any more. What is left of the stream goes on. Told once. */
  onLost(): void;
  /** A segment is closed that made so many bits a second. */
  onSegment?(bits: number): void;
  /** Still pictures may be sent where nothing can be recorded. */
  stills?: boolean;
  now?: () => number;
}

const ADAPT_WAIT_MS = 1000;
const MP4_KEY_FRAME_MS = 2000;
/** In a shorter segment the key frame at its head outweighs all the rest. */
const LEAST_MEASURED_MS = 5000;
const DEATHS = 3;
const DEATHS_WITHIN_MS = 30_000;
/** "key frames by the clock" is known from Chrome 119 on; others ignore the name. */
type Options = MediaRecorderOptions & { videoKeyFrameIntervalDuration?: number };

export function randomId(bytes: number): string {
  return toHex(crypto.getRandomValues(new Uint8Array(bytes)));
}

export class SourceRecorder {
  readonly id = randomId(8);
  private level = 0;
  private segment = -1;
  private sequence = 0;
  private cutMs = 0;
  private stream: MediaStream | null = null;
  private scaled: Scaled | null = null;
  private take: Take | null = null;
  private numbered: Take | null = null;
  private deaths: number[] = [];
  private lost = false;
  /** All that was begun before is handed out. */
  private closing: Promise<unknown> = Promise.resolve();
  private madeBytes = 0;
  private readonly awake = new Awake();
  private readonly watch = new Watch();
  private unlisten: () => void = () => undefined;
  private readonly now: () => number;

  constructor(private readonly options: RecorderOptions) {
    const now = options.now ?? deviceNow;
    this.now = () => this.awake.look(now());
  }

  get recording(): boolean {
    return this.take !== null;
  }

  /** Nothing comes of it, although it runs. */
  get silent(): boolean {
    return this.recording && this.watch.silent;
  }

  /** Still pictures come of it, without sound. */
  get sendsStills(): boolean {
    return this.take?.media.mimeType === STILL;
  }

  get picture(): MediaStreamTrack | null {
    return this.stream?.getVideoTracks().find(isLive) ?? null;
  }

  /** Throws what `MediaRecorder` throws when it cannot record this. `cannotRecord`: a trial has shown it; still pictures
   * come at once, where they may. */
  async start(stream: MediaStream, cannotRecord = false): Promise<void> {
    this.closing = Promise.all([this.closing, this.stop()]);
    this.lost = false;
    this.watch.renew(this.now());
    this.stream = this.options.source === "screen" ? new MediaStream(stream.getVideoTracks()) : stream;
    const ours = this.stream;
    if (cannotRecord) this.watch.skipToLast(this.types().length);
    this.listen(ours);
    await this.adapt();
    if (this.stream === ours) this.begin(this.closing.then(() => undefined)); // else another device has taken its place meanwhile
  }

  /** Resolves when the last chunk has been handed out. The tracks go on. */
  async stop(): Promise<void> {
    const take = this.take;
    this.take = null;
    this.stream = null;
    this.unlisten();
    const { scaled } = this;
    this.scaled = null;
    await take?.stop();
    scaled?.stop();
  }

  /** To be called a few times a second: begins the next segment when this one is long enough. */
  tick(): void {
    const { take } = this;
    if (!take) return;
    const now = this.now();
    if ((this.awake.slept?.toMs ?? 0) > take.startedMs) {
      this.watch.renew(now);
      this.rotate();
    } else if (now - take.startedMs >= this.segmentMs(take)) this.rotate();
    else this.listenTo(take, now);
  }

  private segmentMs({ media }: Take): number {
    return (media.mimeType === STILL ? STILL_MS : SEGMENT_MS)[this.options.source];
  }

  /** Where nothing comes, another type is tried, and then a smaller picture. A source that its system has muted has
   * nothing to give, whatever is tried. */
  private listenTo(take: Take, now: number): void {
    if (take.heardMs > take.startedMs) this.watch.hear(take.heardMs);
    if (!this.watch.isDue(now, patienceMs(this.options.source, this.step, take.media.mimeType))) return;
    if (take.media.stream.getTracks().every((track) => track.muted)) return;
    this.watch.next();
    void this.adapt().then(() => this.rotate());
  }

  /** The line's level, and what a recorder that delivers nothing is spared. */
  private get step(): number {
    return this.level + this.watch.smaller(this.types().length);
  }

  private types(): readonly string[] {
    const tracks = this.stream?.getTracks().filter(isLive) ?? [];
    const has = (kind: string) => tracks.some((track) => track.kind === kind);
    const recorded = mimesFor(this.options.source, has("video"), has("audio")).filter(canRecord);
    return this.options.stills && has("video") ? [...recorded, STILL] : recorded;
  }

  async setLevel(level: number): Promise<void> {
    if (level === this.level) return;
    this.level = level;
    if (!this.take) return;
    await this.adapt();
    this.rotate();
  }

  /** Hands out what has been recorded so far: the page is about to go. */
  flush(): void {
    this.take?.flush();
  }

  private rotate(): void {
    const before = this.take;
    if (!before) return;
    try {
      this.begin(before.closed, () => void before.stop());
    } catch {
      this.take = null;
      this.lose();
    }
  }

  /** `stop()` of the old and `start()` of the new one in the same breath: no frame is lost. */
  private begin(after: Promise<void>, justBefore: () => void = () => undefined): void {
    const live = this.stream?.getTracks().filter(isLive) ?? [];
    const tracks = live.map((track) => this.recorded(track));
    const media = tracks.length ? this.mediaFor(tracks) : null;
    justBefore();
    if (!media) throw new Error("no live track");
    this.take = new Take(media, after, this.now, this.onPiece, this.onDied);
  }

  private mediaFor(tracks: MediaStreamTrack[]): Medium {
    const { source } = this.options;
    const types = this.types();
    const mimeType = types[this.watch.skip(types.length)]; // none: the browser chooses
    if (mimeType === STILL) return new Stills(new MediaStream(tracks), stillShapeOf(source, this.step));
    const video = tracks.some((track) => track.kind === "video");
    const audio = tracks.some((track) => track.kind === "audio");
    const rates = ratesOf(source, this.step);
    // Twice the segment: a segment is a little longer than its name, and its own key frame must do. MP4 is the last
    // resort, and Chromium's comes at key frames only.
    const videoKeyFrameIntervalDuration = mimeType?.includes("mp4") ? MP4_KEY_FRAME_MS : 2 * SEGMENT_MS[source];
    const options: Options = { videoKeyFrameIntervalDuration };
    if (mimeType) options.mimeType = mimeType;
    if (video) options.videoBitsPerSecond = rates.videoBits;
    if (audio) options.audioBitsPerSecond = rates.audioBits;
    // eslint-disable-next-line compat/compat -- without it there is no way here: student/browser.ts tells before
    return new MediaRecorder(new MediaStream(tracks), options);
  }

  private recorded(track: MediaStreamTrack): MediaStreamTrack {
    if (!this.scaled || track.kind !== "video") return track;
    if (!isLive(this.scaled.track)) this.scaled = Scaled.of(track, this.scaled.wanted);
    return this.scaled?.track ?? track;
  }

  /** Brings the picture to the size and rate of the level. */
  private async adapt(): Promise<void> {
    const track = this.picture;
    const rates = ratesOf(this.options.source, this.step);
    if (this.scaled) this.scaled.wanted = rates;
    else if (track && this.options.source === "camera") this.scaled = Scaled.of(track, rates);
    if (track && !this.scaled) await this.constrain(track, rates);
  }

  private async constrain(track: MediaStreamTrack, { fps, width }: Rates): Promise<void> {
    // Trackers look at the same track, so it is made smaller only where nothing else keeps the recording small.
    const size = this.step >= LEVELS ? { width: { ideal: width } } : {};
    const wanted = (frameRate: ConstrainDouble) =>
      track.applyConstraints({ ...track.getConstraints(), ...size, frameRate });
    // A device that knows only its own rate is recorded at that rate; the bit rate still bounds it.
    const done = wanted({ ideal: fps, max: Math.max(fps, 1) })
      .catch(() => wanted({ ideal: fps }))
      .catch(() => undefined);
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, ADAPT_WAIT_MS))]);
  }

  private readonly onPiece = (take: Take, piece: Piece): void => {
    const first = take !== this.numbered;
    if (first) {
      this.numbered = take;
      this.segment += 1;
      this.cutMs = take.startedMs;
      this.madeBytes = 0;
    }
    const endedMs = this.awake.endOf(this.cutMs, piece.endedMs);
    const durationMs = Math.max(0, Math.round(endedMs - this.cutMs));
    const startedDeviceMs = this.cutMs;
    this.cutMs += durationMs;
    this.madeBytes += piece.payload.byteLength;
    const madeMs = this.cutMs - take.startedMs;
    if (piece.last && madeMs >= LEAST_MEASURED_MS) this.options.onSegment?.((this.madeBytes * 8000) / madeMs);
    this.options.onChunk({
      source: this.options.source,
      first,
      last: piece.last,
      recorder: this.id,
      segment: this.segment,
      sequence: this.sequence++,
      startedDeviceMs,
      durationMs,
      details: first ? this.details(take, piece.payload) : null,
      payload: piece.payload,
    });
  };

  private details(take: Take, head: Uint8Array): ChunkDetails {
    const said = this.picture?.getSettings();
    const size = sizeOf(head) ?? { width: said?.width ?? 0, height: said?.height ?? 0 };
    const { offsetMs, errorMs } = this.options.clock;
    return { mime: take.media.mimeType, ...size, offset_ms: offsetMs, error_ms: errorMs };
  }

  /** The browser stopped by itself: a track ended, or the encoder failed. */
  private readonly onDied = (take: Take): void => {
    if (take !== this.take) return;
    this.deaths = [...this.deaths.filter((at) => this.now() - at < DEATHS_WITHIN_MS), this.now()];
    try {
      if (this.deaths.length > DEATHS) throw new Error("the recorder dies again and again");
      this.begin(take.closed);
    } catch {
      this.take = null;
      this.lose();
    }
  };

  private lose(): void {
    if (this.lost) return;
    this.lost = true;
    this.options.onLost();
  }

  private listen(stream: MediaStream): void {
    const tracks = stream.getTracks();
    const ended = (): void => {
      if (tracks.some(isLive)) this.rotate();
      else void this.stop();
      this.lose();
    };
    for (const track of tracks) track.addEventListener("ended", ended);
    this.unlisten = () => {
      for (const track of tracks) track.removeEventListener("ended", ended);
    };
  }
}

function isLive(track: MediaStreamTrack): boolean {
  return track.readyState === "live";
}
