import type { ChunkFrame } from "../../src/wire/frames.ts";

export const RECORDER = "0123456789abcdef";

export function chunk(sequence: number, changes: Partial<ChunkFrame> = {}): ChunkFrame {
  return {
    source: "camera",
    first: sequence === 0,
    last: false,
    recorder: RECORDER,
    segment: 0,
    sequence,
    startedDeviceMs: 1_000_000 + sequence * 500,
    durationMs: 500,
    details: null,
    payload: new Uint8Array(1000).fill(sequence & 0xff),
    ...changes,
  };
}

export const reading = (at_ms: number) => ({ at_ms, values: { window_focus: 0, face_absent: null } });

export const settled = (ms = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A track as far as recorders look at it; what was asked of it is kept. */
export class Track extends EventTarget {
  readyState = "live";
  muted = false;
  wished: MediaTrackConstraints[] = [];
  constructor(readonly kind: string) {
    super();
  }
  applyConstraints = (wish: MediaTrackConstraints) => Promise.resolve(void this.wished.push(wish));
  getConstraints = () => ({});
  getSettings = () => ({ width: 480, height: 360 });
}

export class Stream {
  constructor(readonly tracks: Track[]) {}
  getTracks = () => this.tracks;
  getVideoTracks = () => this.tracks.filter((track) => track.kind === "video");
}
