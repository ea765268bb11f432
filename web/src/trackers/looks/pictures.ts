/** Looks at the camera, twice a second: a small copy for the camera's tracker, a larger one for the models. */

import { COPY, type InputState, type Looks } from "../tracker";
import type { CameraPicture } from "../inference/client";
import { type Frame, type Frames, framesOf } from "./frames";

/** Pixels of the longer side. An iris must be some pixels wide; more would only cost. */
const LONGEST = 640;

export interface PictureLook {
  picture: Looks["picture"];
  /** Draws the frame for the models; null when there is none. */
  forModels(): CameraPicture | null;
  /** The whole frame; null when there is none. */
  copy(): HTMLCanvasElement | null;
}

export function trackState(track: MediaStreamTrack | undefined): InputState {
  if (!track) return "missing";
  if (track.readyState === "ended") return "ended";
  return track.muted || !track.enabled ? "muted" : "live";
}

export class Pictures {
  private stream: MediaStream | null = null;
  private frames: Frames | null = null;
  private lastFrameAt: number;
  private waiting = false;
  private readonly small = canvas(COPY.width, COPY.height);
  private readonly large = canvas(LONGEST, LONGEST);

  constructor(private readonly now: () => number, private readonly seen: (look: PictureLook) => void) {
    this.lastFrameAt = now();
  }

  setStream(stream: MediaStream | null): void {
    if (stream === this.stream) return;
    this.frames?.stop();
    this.stream = stream;
    this.frames = stream?.getVideoTracks()[0] ? framesOf(stream) : null;
    this.lastFrameAt = this.now();
    this.waiting = false;
  }

  /** Takes one look; while a frame is still awaited the look says for how long. */
  look(): void {
    if (this.waiting || !this.frames) return this.tell(null);
    const frames = this.frames;
    this.waiting = true;
    frames.next().then((frame) => {
      if (frames !== this.frames) return frame?.release();
      this.waiting = false;
      this.tell(frame);
      frame?.release();
    });
  }

  private tell(frame: Frame | null): void {
    const at_ms = this.now();
    if (frame || this.frames?.mayPause()) this.lastFrameAt = at_ms;
    const copy = frame ? this.draw(frame, this.small, COPY.width, COPY.height) : null;
    const state = trackState(this.stream?.getVideoTracks()[0]);
    this.seen({
      picture: { at_ms, state, copy, silent_ms: at_ms - this.lastFrameAt },
      forModels: () => (frame ? this.drawLarge(frame, at_ms) : null),
      copy: () => (frame ? whole(frame) : null),
    });
  }

  private drawLarge(frame: Frame, at_ms: number): CameraPicture {
    const scale = Math.min(1, LONGEST / Math.max(frame.width, frame.height));
    const [width, height] = [Math.round(frame.width * scale), Math.round(frame.height * scale)];
    return { at_ms, width, height, rgba: this.draw(frame, this.large, width, height) };
  }

  private draw(frame: Frame, on: CanvasRenderingContext2D, width: number, height: number) {
    on.drawImage(frame.image, 0, 0, width, height);
    return pixels(on, width, height);
  }
}

function whole({ image, width, height }: Frame): HTMLCanvasElement {
  const element = document.createElement("canvas");
  element.width = width;
  element.height = height;
  element.getContext("2d", { alpha: false })?.drawImage(image, 0, 0, width, height);
  return element;
}

const pixels = (from: CanvasRenderingContext2D, width: number, height: number) =>
  from.getImageData(0, 0, width, height).data as Uint8ClampedArray<ArrayBuffer>;

function canvas(width: number, height: number): CanvasRenderingContext2D {
  const element = document.createElement("canvas");
  element.width = width;
  element.height = height;
  // Read back at every look: kept in memory, not on the graphics card.
  return element.getContext("2d", { willReadFrequently: true, alpha: false }) as CanvasRenderingContext2D;
}
