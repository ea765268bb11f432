/**
 * Whether an element that is not in the document got a frame since the last look. No one count is true everywhere:
 * `mozPaintedFrames` stays 0 there, `totalVideoFrames` is 0 for every stream in Firefox (153), the calls at a frame need
 * Chrome 83, Safari 15.4 or Firefox 132, and a clock goes on without frames. So a count is believed once it has moved.
 */

/** As the browser may have it: what is newer than the floor can be missing. */
type Counted = Omit<HTMLVideoElement, "requestVideoFrameCallback" | "cancelVideoFrameCallback"> &
  Partial<Pick<HTMLVideoElement, "requestVideoFrameCallback" | "cancelVideoFrameCallback">>;

export class Shown {
  private readonly video: Counted;
  private called = 0;
  private waiting: number | undefined;
  private frames = 0;
  private clock = 0;
  private counts = false; // some count of frames has moved
  private runs = false; // the clock has moved

  constructor(video: HTMLVideoElement) {
    this.video = video;
    this.clock = video.currentTime;
    this.frames = this.counted();
    this.await();
  }

  /** Asked once a look. Where nothing has ever moved every look finds a frame: a working camera is not called silent. */
  more(): boolean {
    const framed = this.framesMoved();
    const ran = this.clockMoved();
    this.await();
    if (this.counts) return framed;
    return !document.hidden && (ran || !this.runs); // the clock of a hidden page may go on without painting
  }

  stop(): void {
    if (this.waiting !== undefined) this.video.cancelVideoFrameCallback?.(this.waiting);
  }

  private framesMoved(): boolean {
    const now = this.counted();
    const moved = now !== this.frames;
    this.frames = now;
    this.counts ||= moved;
    return moved;
  }

  private clockMoved(): boolean {
    const now = this.video.currentTime;
    const moved = now !== this.clock;
    this.clock = now;
    this.runs ||= moved;
    return moved;
  }

  private counted(): number {
    return this.called + (this.video.getVideoPlaybackQuality?.().totalVideoFrames ?? 0);
  }

  /** One call at a time: a look needs to know of one frame only. */
  private await(): void {
    if (this.waiting !== undefined) return;
    this.waiting = this.video.requestVideoFrameCallback?.(() => {
      this.waiting = undefined;
      this.called++;
    });
  }
}
