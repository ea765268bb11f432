/**
 * From the iris model to where an eye looks. The model knows one eye (the picture's left one, the person's right); the
 * other is shown to it mirrored. Source: MediaPipe `iris_landmark_left_and_right.pbtxt`.
 */

import type { Point } from "./picture";

export const IRIS_INPUT = 64;
/** The eye's corners in the square that was cut out around it: it spans 2.3 widths of the eye. */
const EYE_SHARE = 1 / 2.3;

/**
 * How far the iris has moved from the middle between the eye's corners, in widths of the eye: x towards the picture's
 * right, y down. `raw` is five points of three numbers, the iris's centre first.
 */
export function shiftOf(raw: ArrayLike<number>, mirrored: boolean): Point {
  const [x, y] = [(raw[0] ?? 0) / IRIS_INPUT - 0.5, (raw[1] ?? 0) / IRIS_INPUT - 0.5];
  return { x: (mirrored ? -x : x) / EYE_SHARE, y: y / EYE_SHARE };
}

export const meanOf = (shifts: readonly Point[]): Point => ({
  x: shifts.reduce((sum, one) => sum + one.x, 0) / shifts.length,
  y: shifts.reduce((sum, one) => sum + one.y, 0) / shifts.length,
});
