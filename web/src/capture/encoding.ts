/** What each source is recorded as: container and codec, bit rates and frame rates of every level. */

import type { Source } from "../wire/frames.ts";

export interface Rates {
  fps: number;
  /** Widest picture; only where the page can scale (`scaled.ts`). */
  width: number;
  videoBits: number;
  audioBits: number;
}

/** Of the line (`pace.ts`); what lies below them is for recorders that make more than they are asked for (`thrift.ts`)
 * or nothing (`watch.ts`). */
export const LEVELS = 4;
export const SLICE_MS = 500;

/** Length of a self-contained segment. A screen's key frame is dear (42 KB), so it comes every 30 s only. */
export const SEGMENT_MS: Record<Source, number> = { camera: 10_000, screen: 30_000, phone: 10_000 };

/** Where nothing can be recorded: a segment is one picture, shown until the next. Each has to come before the server
 * misses it (8 s). Some 15 KB of a camera and 60 of a screen with text make about 140 kbit/s at level 0. */
export const STILL_MS: Record<Source, number> = { camera: 3000, screen: 5000, phone: 3000 };

/** Level 0 is full quality: about 95 kbit/s for camera, microphone and screen together; level 3 about 40. A codec at
 * its coarsest cannot go below a certain rate, so the steps lie in frames and size more than in bits. The camera keeps
 * 3 frames a second at the worst: the same track is looked at twice a second where it cannot be recorded apart. */
const RATES: Record<Source, readonly Rates[]> = {
  camera: [
    { fps: 10, width: 480, videoBits: 35_000, audioBits: 16_000 },
    { fps: 7, width: 480, videoBits: 25_000, audioBits: 14_000 },
    { fps: 5, width: 400, videoBits: 16_000, audioBits: 12_000 },
    { fps: 3, width: 320, videoBits: 10_000, audioBits: 10_000 },
    { fps: 2, width: 240, videoBits: 8_000, audioBits: 10_000 },
    { fps: 1, width: 160, videoBits: 6_000, audioBits: 10_000 },
  ],
  screen: [
    { fps: 2, width: 1280, videoBits: 40_000, audioBits: 0 },
    { fps: 1, width: 1280, videoBits: 30_000, audioBits: 0 },
    { fps: 0.5, width: 1280, videoBits: 20_000, audioBits: 0 },
    { fps: 0.2, width: 1280, videoBits: 12_000, audioBits: 0 },
    { fps: 0.2, width: 960, videoBits: 10_000, audioBits: 0 },
  ],
  phone: [{ fps: 5, width: 480, videoBits: 25_000, audioBits: 0 }],
};

/** How many steps there are in all. */
export const STEPS: Record<Source, number> = {
  camera: RATES.camera.length,
  screen: RATES.screen.length,
  phone: RATES.phone.length,
};

export function ratesOf(source: Source, level: number): Rates {
  const steps = RATES[source];
  return steps[Math.min(level, steps.length - 1)] as Rates;
}

// MP4 comes last: Chromium's flushes at key frames only, so nothing would be live. Safari before 18.4 has nothing else.
const BOTH = ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/mp4"];
const PICTURE = ["video/webm;codecs=vp8", "video/webm", "video/mp4;codecs=avc1.42E01E", "video/mp4"];
const SOUND = ["audio/webm;codecs=opus", "audio/webm", "audio/mp4;codecs=mp4a.40.2", "audio/mp4"];
const SCREEN = ["video/webm;codecs=av1", ...PICTURE];

export function mimesFor(source: Source, video: boolean, audio: boolean): readonly string[] {
  if (source === "screen") return SCREEN;
  if (video) return audio ? BOTH : PICTURE;
  return SOUND;
}

export interface StillShape {
  /** At most so many pixels wide. */
  width: number;
  quality: number;
}

const STILLS: Record<Source, readonly StillShape[]> = {
  camera: [{ width: 480, quality: 0.6 }, { width: 400, quality: 0.5 }, { width: 320, quality: 0.4 }],
  screen: [{ width: 1280, quality: 0.6 }, { width: 1280, quality: 0.4 }, { width: 960, quality: 0.3 }],
  phone: [{ width: 640, quality: 0.6 }, { width: 400, quality: 0.5 }, { width: 320, quality: 0.4 }],
}; // prettier-ignore

export function stillShapeOf(source: Source, level: number): StillShape {
  const shapes = STILLS[source];
  return shapes[Math.min(level, shapes.length - 1)] as StillShape;
}

export function canRecord(mime: string): boolean {
  // eslint-disable-next-line compat/compat -- asked for in the same line
  return typeof MediaRecorder !== "undefined" && MediaRecorder.isTypeSupported(mime);
}

/** "" leaves the choice to the browser. */
export function chooseMime(source: Source, video: boolean, audio: boolean, can = canRecord): string {
  return mimesFor(source, video, audio).find(can) ?? "";
}
