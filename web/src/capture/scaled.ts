/** The camera's track at the size and rate that are recorded. */

/**
 * Chromium's MediaRecorder encodes what the device delivers, often 640x480, however much smaller the track says it is
 * (seen in Chromium 156): half as much again on the wire for the same picture. So the frames are drawn smaller before
 * it gets them, and dropped to the rate wanted, without changing the track that others look at too.
 * Firefox and Safari know no such track processor and do not need it.
 */
interface Frames {
  readonly readable: ReadableStream<VideoFrame>;
}
interface Breakout {
  MediaStreamTrackProcessor?: new (options: { track: MediaStreamTrack }) => Frames;
  MediaStreamTrackGenerator?: new (options: {
    kind: "video";
  }) => MediaStreamTrack & {
    readonly writable: WritableStream<VideoFrame>;
  };
}

export interface Wanted {
  width: number;
  fps: number;
}

/** Frames come a little early and a little late; the one that is nearly due is taken. */
const EARLY = 0.75;

export class Pacer {
  private dueUs = Number.NEGATIVE_INFINITY;

  /** Is the frame of this instant (microseconds) one of those wanted? */
  takes(atUs: number, fps: number): boolean {
    const stepUs = 1e6 / fps;
    if (atUs < this.dueUs - stepUs * (1 - EARLY)) return false;
    this.dueUs = Math.max(this.dueUs + stepUs, atUs + stepUs * EARLY);
    return true;
  }
}

export class Scaled {
  private readonly pacer = new Pacer();
  // eslint-disable-next-line compat/compat -- `of` asks before it makes one
  private readonly canvas = new OffscreenCanvas(2, 2);
  // eslint-disable-next-line compat/compat -- there wherever MediaStreamTrackGenerator is
  private readonly stopping = new AbortController();

  /** Null where the browser has no means for it, or no need. */
  static of(source: MediaStreamTrack, wanted: Wanted): Scaled | null {
    const { MediaStreamTrackProcessor: Processor, MediaStreamTrackGenerator: Generator } = self as Breakout;
    if (!Processor || !Generator || typeof OffscreenCanvas === "undefined") return null;
    try {
      const generator = new Generator({ kind: "video" });
      return new Scaled(new Processor({ track: source }).readable, generator, generator.writable, wanted);
    } catch {
      return null;
    }
  }

  private constructor(
    frames: ReadableStream<VideoFrame>,
    readonly track: MediaStreamTrack,
    out: WritableStream<VideoFrame>,
    public wanted: Wanted,
  ) {
    const { signal } = this.stopping;
    // eslint-disable-next-line compat/compat -- there wherever MediaStreamTrackGenerator is
    const scaling = new TransformStream<VideoFrame, VideoFrame>({ transform: (frame, to) => this.pass(frame, to) });
    frames
      // eslint-disable-next-line floor/members -- as above
      .pipeThrough(scaling, { signal })
      // eslint-disable-next-line floor/members -- as above
      .pipeTo(out, { signal })
      .catch(() => undefined);
  }

  stop(): void {
    this.stopping.abort();
    this.track.stop();
  }

  private pass(frame: VideoFrame, to: TransformStreamDefaultController<VideoFrame>): void {
    if (!this.pacer.takes(frame.timestamp, this.wanted.fps)) frame.close();
    else if (frame.visibleRect && frame.visibleRect.width <= this.wanted.width) to.enqueue(frame);
    else to.enqueue(this.smaller(frame));
  }

  private smaller(frame: VideoFrame): VideoFrame {
    const { canvas } = this;
    const width = this.wanted.width;
    const height = 2 * Math.round((width * frame.displayHeight) / frame.displayWidth / 2);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    (context as OffscreenCanvasRenderingContext2D).drawImage(frame, 0, 0, width, height);
    const { timestamp } = frame;
    frame.close();
    // eslint-disable-next-line compat/compat -- frames come in only where they are known
    return new VideoFrame(canvas, { timestamp, alpha: "discard" }); // else an alpha plane is encoded beside it
  }
}
