/** Cutting a model's input out of the camera's picture. Pure. */

export interface Point {
  x: number;
  y: number;
}

/** RGBA, row by row. */
export interface Picture {
  rgba: Uint8ClampedArray;
  width: number;
  height: number;
}

/** A square of the picture, in its pixels, turned about its centre (radians, clockwise as pictures have it). */
export interface Region {
  x: number;
  y: number;
  size: number;
  angle: number;
}

/** The whole picture, centred in a square. */
export const wholeOf = ({ width, height }: Picture): Region => ({
  x: width / 2, y: height / 2, size: Math.max(width, height), angle: 0,
}); // prettier-ignore

/** From a point within the region (0 to 1) to the picture's pixels. */
export function outOf(region: Region, { x, y }: Point): Point {
  const [dx, dy] = [(x - 0.5) * region.size, (y - 0.5) * region.size];
  const [cos, sin] = [Math.cos(region.angle), Math.sin(region.angle)];
  return { x: region.x + dx * cos - dy * sin, y: region.y + dx * sin + dy * cos };
}

const MOST_SAMPLES = 3; // along each axis: a large picture made small would flicker otherwise

/**
 * The region as `side` x `side` RGB floats, each `value * scale + shift`; beside the picture it is black. `flip` mirrors
 * it, for models that know only one eye.
 */
export function cut(
  picture: Picture, region: Region, side: number, scale: number, shift: number, flip = false,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(side * side * 3);
  const step = region.size / side;
  const samples = Math.max(1, Math.min(MOST_SAMPLES, Math.round(step)));
  const factor = scale / (samples * samples);
  const [cos, sin] = [Math.cos(region.angle) * step, Math.sin(region.angle) * step];
  const sum = [0, 0, 0] as [number, number, number];
  for (let to = 0, row = 0; row < side; row++) {
    for (let column = 0; column < side; column++, to += 3) {
      sum.fill(0);
      for (let n = 0; n < samples * samples; n++) {
        const along = (n % samples + 0.5) / samples;
        const u = (flip ? side - column - along : column + along) - side / 2;
        const v = row + (Math.floor(n / samples) + 0.5) / samples - side / 2;
        addSample(picture, region.x + u * cos - v * sin, region.y + u * sin + v * cos, sum);
      }
      for (let k = 0; k < 3; k++) out[to + k] = (sum[k] as number) * factor + shift;
    }
  }
  return out;
}

/** Adds the picture's colour at a point between its pixels (bilinear). */
function addSample({ rgba, width, height }: Picture, x: number, y: number, sum: [number, number, number]): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const [left, top] = [Math.max(0, Math.floor(x - 0.5)), Math.max(0, Math.floor(y - 0.5))];
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const [fx, fy] = [Math.max(0, x - 0.5 - left), Math.max(0, y - 0.5 - top)];
  const corners = [
    [left, top, (1 - fx) * (1 - fy)], [right, top, fx * (1 - fy)], [left, bottom, (1 - fx) * fy], [right, bottom, fx * fy],
  ] as const; // prettier-ignore
  for (const [cx, cy, weight] of corners) {
    const at = (cy * width + cx) * 4;
    for (let k = 0; k < 3; k++) sum[k] = (sum[k] as number) + (rgba[at + k] as number) * weight;
  }
}
