/** How much light there is in a small copy of the camera's picture. Pure. */

import { COPY } from "./tracker";

export interface Light {
  /** Luma, 0 to 255 (Rec. 601): mean and standard deviation over the pixels. */
  mean: number;
  spread: number;
  /** Standard deviation over the means of blocks of 4 x 4: what is left when the noise of single pixels is taken out. */
  shapes: number;
}

const BLOCK = 4;
const ACROSS = COPY.width / BLOCK;
const BLOCKS = ACROSS * (COPY.height / BLOCK);
const PIXELS = COPY.width * COPY.height;

/** Below these a picture is dark (TRACKERS.md, c1). */
const DARK = { dark_mean: 16, dark_spread: 8 };
/** A covered lens leaves noise only: with a standard deviation of 6 a pixel its blocks differ by 1.9 at most; faces at
 * 13 % of the light leave 2.6 at least (docs/trackers.md, camera). */
const SHAPES = 2.3;

const deviation = (squares: number, mean: number): number => Math.sqrt(Math.max(0, squares - mean * mean));

export function lightOf(rgba: Uint8ClampedArray): Light {
  const blocks = new Float64Array(BLOCKS);
  let [sum, squares] = [0, 0];
  for (let p = 0; p < PIXELS; p++) {
    const i = p * 4;
    const y = 0.299 * (rgba[i] ?? 0) + 0.587 * (rgba[i + 1] ?? 0) + 0.114 * (rgba[i + 2] ?? 0);
    sum += y;
    squares += y * y;
    const block = Math.floor(p / COPY.width / BLOCK) * ACROSS + Math.floor((p % COPY.width) / BLOCK);
    blocks[block] = (blocks[block] ?? 0) + y / (BLOCK * BLOCK);
  }
  const mean = sum / PIXELS;
  const rough = blocks.reduce((all, one) => all + one * one, 0) / BLOCKS;
  return { mean, spread: deviation(squares / PIXELS, mean), shapes: deviation(rough, mean) };
}

/** Too little light to see much; `isBlack` where there is nothing to see at all. */
export function isDark({ mean, spread }: Light, { dark_mean, dark_spread } = DARK): boolean {
  return mean < dark_mean && spread < dark_spread;
}

export function isBlack(light: Light, limits = DARK): boolean {
  return isDark(light, limits) && light.shapes < SHAPES;
}
