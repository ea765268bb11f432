/**
 * From a detector's raw output to faces: 16 numbers an anchor (centre, size, six points) in pixels of the input, relative
 * to the anchor's centre. Sources: MediaPipe `face_detection_short_range.pbtxt` and `face_detection_full_range.pbtxt`.
 */

import type { Point } from "./picture";

/** All in shares of the camera's picture: `x`, `y` is the top left corner. The box spans brows to chin. */
export interface Face {
  score: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Right eye, left eye, nose tip, mouth, right ear, left ear (the person's own right). */
  points: Point[];
}

/** What a detector looks at and what its numbers are relative to. */
export interface Layout {
  /** Pixels of the square input. */
  input: number;
  /** Centres in shares of the input, in the order of the output. */
  anchors: Point[];
}

function gridOf(cells: number, each: number): Point[] {
  return Array.from({ length: cells * cells * each }, (_, i) => {
    const cell = Math.floor(i / each);
    return { x: ((cell % cells) + 0.5) / cells, y: (Math.floor(cell / cells) + 0.5) / cells };
  });
}

/** Sees a face as far away as a computer's camera stands; small, so it comes first. */
export const SHORT_RANGE: Layout = { input: 128, anchors: [...gridOf(16, 2), ...gridOf(8, 6)] };
/** Sees also small faces in the background, and faces in bad light. */
export const FULL_RANGE: Layout = { input: 192, anchors: gridOf(48, 1) };

const VALUES = 16;
const LOGIT_LIMIT = 100;
const SAME_FACE_OVERLAP = 0.3;
/** Nothing under this is looked at; trackers ask for more. */
const LEAST_SCORE = 0.4;

interface Candidate {
  score: number;
  values: number[]; // centre x, centre y, width, height, then points, in shares of the input
}

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-Math.max(-LOGIT_LIMIT, Math.min(LOGIT_LIMIT, logit))));

export function candidates({ input, anchors }: Layout, boxes: ArrayLike<number>, logits: ArrayLike<number>): Candidate[] {
  const found: Candidate[] = [];
  anchors.forEach((anchor, i) => {
    const score = sigmoid(logits[i] ?? -LOGIT_LIMIT);
    if (score >= LEAST_SCORE) found.push({ score, values: decode(boxes, i * VALUES, anchor, input) });
  });
  return found.sort((a, b) => b.score - a.score);
}

const decode = (boxes: ArrayLike<number>, from: number, { x, y }: Point, input: number): number[] =>
  Array.from({ length: VALUES }, (_, k) => {
    const share = (boxes[from + k] ?? 0) / input;
    const isSize = k === 2 || k === 3;
    return isSize ? share : share + (k % 2 === 0 ? x : y);
  });

/** Weighted non-maximum suppression: boxes of one face become their mean, weighted by score, under the best score. */
export function merge(sorted: Candidate[]): Candidate[] {
  const merged: Candidate[] = [];
  let rest = sorted;
  while (rest.length > 0) {
    const best = rest[0] as Candidate;
    const same = rest.filter((other) => other === best || overlap(best, other) > SAME_FACE_OVERLAP);
    rest = rest.filter((other) => !same.includes(other));
    merged.push({ score: best.score, values: weightedMean(same) });
  }
  return merged;
}

function weightedMean(group: Candidate[]): number[] {
  const total = group.reduce((sum, one) => sum + one.score, 0);
  return Array.from({ length: VALUES }, (_, k) =>
    group.reduce((sum, one) => sum + (one.values[k] ?? 0) * one.score, 0) / total);
}

function overlap(a: Candidate, b: Candidate): number {
  const shared = along(a, b, 0) * along(a, b, 1);
  return shared / (area(a) + area(b) - shared);
}

const area = (one: Candidate) => (one.values[2] ?? 0) * (one.values[3] ?? 0);

function along(a: Candidate, b: Candidate, axis: 0 | 1): number {
  const [ca, sa, cb, sb] = [a.values[axis] ?? 0, a.values[axis + 2] ?? 0, b.values[axis] ?? 0, b.values[axis + 2] ?? 0];
  return Math.max(0, Math.min(ca + sa / 2, cb + sb / 2) - Math.max(ca - sa / 2, cb - sb / 2));
}

/** Where the camera's picture lies in the square input, in shares of the input. */
interface Fit {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function fitInto(width: number, height: number): Fit {
  const longest = Math.max(width, height, 1);
  const [w, h] = [width / longest, height / longest];
  return { x: (1 - w) / 2, y: (1 - h) / 2, width: w, height: h };
}

export function facesOf(layout: Layout, boxes: ArrayLike<number>, logits: ArrayLike<number>, fit: Fit): Face[] {
  return merge(candidates(layout, boxes, logits)).map(({ score, values }) => {
    const [cx = 0, cy = 0, w = 0, h = 0, ...flat] = values;
    const across = (x: number) => (x - fit.x) / fit.width;
    const down = (y: number) => (y - fit.y) / fit.height;
    const points = Array.from({ length: flat.length / 2 }, (_, i) =>
      ({ x: across(flat[2 * i] ?? 0), y: down(flat[2 * i + 1] ?? 0) }));
    return { score, x: across(cx - w / 2), y: down(cy - h / 2), width: w / fit.width, height: h / fit.height, points };
  });
}
