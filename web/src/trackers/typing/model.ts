/**
 * How far a stretch of typing lies from a person's own. Pure.
 *
 * The distance is the scaled Manhattan distance of Araujo et al. (User authentication through typing biometrics
 * features, IEEE Transactions on Signal Processing 53(2), 2005), which did best among fourteen in Killourhy and Maxion
 * (Comparing anomaly-detection algorithms for keystroke dynamics, DSN 2009). Here it is taken for free text: over the
 * means of the logarithms of times by class of key, each weighted by how often it occurred. The scale is the standard
 * deviation instead of the mean absolute one, because sums can be added and taken away.
 *
 * What is usual is learned by leaving out: each stretch of two blocks is measured against all other blocks. The
 * percentiles are those of a next stretch, if the logarithm of the distance is normal (Student's t: few stretches make
 * wide bounds, so that a short acquaintance accuses nobody).
 */

import type { Body } from "../../wire/http.ts";

/** Per feature: how many times, sum and sum of squares of ln(ms). */
export type Block = Body<"TypingIn">["blocks"][number];
type Sums = Block[string];

export const BLOCK_KEYS = 30;
export const MOST_BLOCKS = 40;
const STRETCH = 2; // blocks
const LEAST_TIMES = 5; // of a feature in a stretch
const LEAST_KNOWN = 10; // of a feature in what was learned
const LEAST_FEATURES = 2;
const LEAST_SPREAD = 0.1; // of ln(ms): nobody is steadier than ten percent

export class Tally {
  keys = 0;
  readonly block: Block = {};
  private times = 0;
  private round = 0;

  time(feature: string, ms: number): void {
    const [n, sum, squares] = this.block[feature] ?? [0, 0, 0];
    const log = Math.log(ms);
    this.block[feature] = [n + 1, sum + log, squares + log * log];
    this.times++;
    if (Math.abs(ms / 20 - Math.round(ms / 20)) < 0.005) this.round++;
  }

  /** The browser blurs its clock (Firefox's protection against fingerprints): such times tell nothing. */
  get isBlurred(): boolean {
    return this.times > 0 && this.round / this.times > 0.9;
  }
}

function added(a: Block, b: Block, sign: 1 | -1 = 1): Block {
  const out: Block = { ...a };
  for (const [feature, [n, sum, squares]] of Object.entries(b)) {
    const [m, total, square] = out[feature] ?? [0, 0, 0];
    out[feature] = [m + sign * n, total + sign * sum, square + sign * squares];
  }
  return out;
}

export const together = (blocks: readonly Block[]): Block => blocks.reduce((all, block) => added(all, block), {});

function meanAndSpread([n, sum, squares]: Sums): { mean: number; spread: number } {
  const mean = sum / n;
  return { mean, spread: Math.max(LEAST_SPREAD, Math.sqrt(Math.max(0, squares / n - mean * mean))) };
}

/** null: too little in common to compare. */
export function distance(stretch: Block, known: Block): number | null {
  let [total, weight, features] = [0, 0, 0];
  for (const [feature, sums] of Object.entries(stretch)) {
    const own = known[feature];
    if (!own || own[0] < LEAST_KNOWN || sums[0] < LEAST_TIMES) continue;
    const { mean, spread } = meanAndSpread(own);
    total += (sums[0] * Math.abs(sums[1] / sums[0] - mean)) / spread;
    weight += sums[0];
    features++;
  }
  return features < LEAST_FEATURES ? null : total / weight;
}

/** Quantile of the standard normal distribution (Abramowitz and Stegun 26.2.23, error below 0.0005), for p >= 0.5. */
function normal(p: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - p));
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}

/** Of Student's t, by Cornish and Fisher's expansion; good enough from two degrees of freedom. */
function student(p: number, freedom: number): number {
  const z = normal(p);
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom * freedom);
}

/** Runs of blocks that followed on each other: one run a session. */
export class Model {
  private readonly all: Block;
  private readonly logs: number[];
  readonly blocks: number;

  constructor(runs: readonly (readonly Block[])[]) {
    this.blocks = runs.reduce((n, run) => n + run.length, 0);
    this.all = together(runs.map(together));
    this.logs = runs.flatMap((run) => this.leftOut(run)).map(Math.log);
  }

  get keys(): number {
    return this.blocks * BLOCK_KEYS;
  }

  distance(stretch: Block): number | null {
    return distance(stretch, this.all);
  }

  /** The distance that `percentile` of a hundred of the person's own stretches stay below; null: too few are known. */
  bound(percentile: number): number | null {
    const n = this.logs.length;
    if (n < 3) return null;
    const mean = this.logs.reduce((a, b) => a + b, 0) / n;
    const spread = Math.sqrt(this.logs.reduce((a, b) => a + (b - mean) ** 2, 0) / (n - 1));
    const freedom = Math.max(2, n / STRETCH); // neighbours share a block
    return Math.exp(mean + student(percentile / 100, freedom) * spread * Math.sqrt(1 + 1 / n));
  }

  private leftOut(run: readonly Block[]): number[] {
    const found: number[] = [];
    for (let i = STRETCH; i <= run.length; i++) {
      const stretch = together(run.slice(i - STRETCH, i));
      const one = distance(stretch, added(this.all, stretch, -1));
      if (one !== null && one > 0) found.push(one);
    }
    return found;
  }
}
