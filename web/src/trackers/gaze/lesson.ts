/**
 * A short look at marked points, in an order nobody knows before: it teaches where the screen's edges lie for this
 * student and camera, and tells a live face from a recording, which cannot follow. Pure.
 */

import type { Gaze } from "../inference/gaze_model";
import { directionOf, type GazeReference, median, referenceAround, spread } from "./reference";

/** In shares of the window. */
export interface Mark {
  side: "centre" | "left" | "right";
  x: number;
  y: number;
}

export const MARK_MS = 1800;
/** The eyes need a moment to find the new point. */
export const SETTLE_MS = 700;
const CENTRE: Mark = { side: "centre", x: 0.5, y: 0.5 };
const SIDES: readonly Mark[] = [
  { side: "left", x: 0.04, y: 0.5 },
  { side: "right", x: 0.96, y: 0.5 },
  { side: "left", x: 0.04, y: 0.12 },
  { side: "right", x: 0.96, y: 0.88 },
];
const LEAST_LOOKS = 2; // at a mark
/** Degrees from one side to the other: 15 is a small screen far away; noise alone gives some 3. */
const LEAST_TURN = 7;
/** The least the edges are apart from the middle: an eye that follows by less than the screen's size is measured short. */
const LEAST_HALF = 10;
const MOST_HALF = 30;

/** The centre first, then the sides in an order by chance (`random` gives 0 to 1). */
export function marks(random: () => number): Mark[] {
  const left = [...SIDES];
  const order: Mark[] = [CENTRE];
  while (left.length > 0) order.push(...left.splice(Math.floor(random() * left.length), 1));
  return order;
}

export interface Seen {
  mark: Mark;
  gaze: Gaze;
}

export interface Lesson {
  reference: GazeReference | null;
  /** Head or eyes went where the marks were; null when too little was seen to tell. */
  followed: boolean | null;
}

/** `wider`: by how much the screen is wider than the window the marks stood in. */
export function lessonOf(seen: readonly Seen[], wider = 1): Lesson {
  const at = (side: Mark["side"]) => seen.filter(({ mark }) => mark.side === side).map(({ gaze }) => gaze);
  const [centre, left, right] = [at("centre"), at("left"), at("right")];
  if ([centre, left, right].some((looks) => looks.length < LEAST_LOOKS)) return { reference: null, followed: null };
  const [toLeft, toRight] = [left.map(directionOf), right.map(directionOf)];
  const turn = median(toLeft) - median(toRight);
  const followed = turn >= Math.max(LEAST_TURN, spread(toLeft) + spread(toRight));
  if (!followed) return { reference: referenceAround(centre, "looks"), followed };
  const half = Math.max(LEAST_HALF, Math.min(MOST_HALF, (turn / 2) * wider));
  const middle = (median(toLeft) + median(toRight)) / 2;
  const around = referenceAround(centre, "points");
  return { reference: { ...around, rightEdge: middle - half, leftEdge: middle + half }, followed };
}
