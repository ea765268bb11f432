/**
 * Frames of a camera, also while the page is hidden. Chromium hands them out of the track itself
 * (`MediaStreamTrackProcessor`, 94), which goes on behind another tab; elsewhere a video element shows them, which may
 * stop painting when hidden: then no frame is better than an old one taken for a frozen camera.
 */

import { Shown } from "./shown";

export interface Frame {
  image: CanvasImageSource;
  width: number;
  height: number;
  release(): void;
}

export interface Frames {
  /** The newest frame if one came since the last call, else null. */
  next(): Promise<Frame | null>;
  /** True while "no frame" may be the browser's thrift rather than the camera's silence. */
  mayPause(): boolean;
  stop(): void;
}

interface TrackProcessor {
  readable: ReadableStream<VideoFrame>;
}
type TrackProcessorClass = new (init: { track: MediaStreamTrack; maxBufferSize: number }) => TrackProcessor;

export function framesOf(stream: MediaStream): Frames {
  const track = stream.getVideoTracks()[0];
  const Processor = (globalThis as { MediaStreamTrackProcessor?: TrackProcessorClass }).MediaStreamTrackProcessor;
  if (!Processor || !track) return new ElementFrames(stream);
  try {
    return new TrackFrames(new Processor({ track, maxBufferSize: 1 }).readable.getReader());
  } catch {
    return new ElementFrames(stream);
  }
}

class TrackFrames implements Frames {
  private pending = false;

  constructor(private readonly reader: ReadableStreamDefaultReader<VideoFrame>) {}

  /** One read at a time: while the camera is silent the read stays open, and its frame comes to a later call. */
  next(): Promise<Frame | null> {
    if (this.pending) return Promise.resolve(null);
    this.pending = true;
    return this.reader.read().then(
      ({ value }) => {
        this.pending = false;
        return value ? asFrame(value) : null;
      },
      () => null, // the track ended, and `pending` stays: there is nothing more to read
    );
  }

  mayPause(): boolean {
    return false;
  }

  stop(): void {
    this.reader.cancel().catch(() => undefined);
  }
}

const asFrame = (frame: VideoFrame): Frame => ({
  image: frame,
  width: frame.displayWidth,
  height: frame.displayHeight,
  release: () => frame.close(), // at once: a camera has only a few buffers
});

class ElementFrames implements Frames {
  private readonly video = document.createElement("video");
  private readonly shown: Shown;

  constructor(stream: MediaStream) {
    this.video.muted = true;
    this.video.setAttribute("playsinline", ""); // Safari on phones shows nothing otherwise
    this.video.srcObject = stream;
    this.shown = new Shown(this.video);
    this.play();
  }

  next(): Promise<Frame | null> {
    const { videoWidth: width, videoHeight: height, paused } = this.video;
    if (paused) this.play();
    if (paused || width === 0 || !this.shown.more()) return Promise.resolve(null);
    return Promise.resolve({ image: this.video, width, height, release: () => undefined });
  }

  mayPause(): boolean {
    return document.hidden || this.video.paused;
  }

  stop(): void {
    this.shown.stop();
    this.video.srcObject = null;
  }

  private play(): void {
    this.video.play().catch(() => undefined); // refused without a gesture: tried again at the next look
  }
}
