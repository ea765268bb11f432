/** Where a student looks when looking at the screen: learned, because cameras stand anywhere and eyes differ. Pure. */

import type { Gaze } from "../inference/gaze_model";

/** Degrees. Directions are those of `directionOf`: above 0 to the picture's right, which is the student's left. */
export interface GazeReference {
  yaw: number;
  pitch: number;
  /** The screen's edges: the student's right one (the smaller number) and left one. */
  rightEdge: number;
  leftEdge: number;
  /** `points`: from a look at marked points; `looks`: from how the student sat at first; `none`: could not be learned. */
  learned: "points" | "looks" | "none";
}

/** An eye is some 30 mm wide between its corners and turns about a centre some 12 mm behind the iris. */
const EYE_OVER_RADIUS = 2.5;
/** Half of what a screen spans where it was not learned: eyes that look 15 degrees aside are measured some 12. */
const HALF_SCREEN = 12;
const LOOKS_TO_LEARN = 20; // ten seconds
const LOOKS_TO_GIVE_UP = 120; // a minute
/** Mean distance from the median, degrees: somebody who looks about cannot be learned from. */
const CALM = 5;
/** A head that is turned further than this at the start is no neutral one. */
const LEAST_FRONTAL = 25;

const degrees = (radians: number) => (radians * 180) / Math.PI;
const eyeAngle = (shift: number) => degrees(Math.asin(Math.max(-1, Math.min(1, shift * EYE_OVER_RADIUS))));

/** Head and eyes together; the head's alone where the eyes are too small to tell. */
export const directionOf = ({ yaw, eyes }: Gaze): number => yaw + (eyes ? eyeAngle(eyes.x) : 0);

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function spread(values: readonly number[]): number {
  const middle = median(values);
  return values.reduce((sum, value) => sum + Math.abs(value - middle), 0) / Math.max(1, values.length);
}

export function referenceAround(looks: readonly Gaze[], learned: GazeReference["learned"]): GazeReference {
  const direction = median(looks.map(directionOf));
  return {
    yaw: median(looks.map(({ yaw }) => yaw)),
    pitch: median(looks.map(({ pitch }) => pitch)),
    rightEdge: direction - HALF_SCREEN,
    leftEdge: direction + HALF_SCREEN,
    learned,
  };
}

/** Learns from how a student sits when the exam begins, where no look at marked points came before. */
export class FirstLooks {
  private looks: Gaze[] = [];
  private count = 0;
  private known: GazeReference | null = null;

  /** Null while it still learns. */
  take(gaze: Gaze): GazeReference | null {
    this.known ??= this.learn(gaze);
    return this.known;
  }

  private learn(gaze: Gaze): GazeReference | null {
    this.count++;
    this.looks = [...this.looks, gaze].slice(-LOOKS_TO_LEARN);
    if (this.looks.length === LOOKS_TO_LEARN && isCalm(this.looks)) return referenceAround(this.looks, "looks");
    if (this.count < LOOKS_TO_GIVE_UP) return null;
    const { pitch } = referenceAround(this.looks, "none");
    return { yaw: 0, pitch, rightEdge: -HALF_SCREEN, leftEdge: HALF_SCREEN, learned: "none" };
  }
}

const isCalm = (looks: readonly Gaze[]): boolean => {
  const yaws = looks.map(({ yaw }) => yaw);
  const frontal = Math.abs(median(yaws)) < LEAST_FRONTAL;
  return frontal && spread(yaws) < CALM && spread(looks.map(({ pitch }) => pitch)) < CALM;
};
