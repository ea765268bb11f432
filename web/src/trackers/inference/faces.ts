/**
 * From the detector's raw output to faces. MediaPipe face detection, full range: one layer of stride 4, so 48 x 48
 * anchors of size 1, one per cell; 16 numbers each (centre, size, six points) in pixels of the 192 x 192 input,
 * relative to the anchor's centre. Source: MediaPipe `face_detection_full_range.pbtxt`.
 */

export interface Point {
  x: number;
  y: number;
}

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

export const INPUT = 192;
const CELLS = 48;
const VALUES = 16;
const LOGIT_LIMIT = 100;
const SAME_FACE_OVERLAP = 0.3;
/** Nothing under this is looked at; trackers ask for more. */
export const LEAST_SCORE = 0.4;

interface Candidate {
  score: number;
  values: number[]; // centre x, centre y, width, height, then points, in shares of the input
}

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-Math.max(-LOGIT_LIMIT, Math.min(LOGIT_LIMIT, logit))));

export function candidates(boxes: ArrayLike<number>, logits: ArrayLike<number>, least = LEAST_SCORE): Candidate[] {
  const found: Candidate[] = [];
  for (let i = 0; i < CELLS * CELLS; i++) {
    const score = sigmoid(logits[i] ?? -LOGIT_LIMIT);
    if (score >= least) found.push({ score, values: decode(boxes, i) });
  }
  return found.sort((a, b) => b.score - a.score);
}

function decode(boxes: ArrayLike<number>, anchor: number): number[] {
  const centre = [((anchor % CELLS) + 0.5) / CELLS, (Math.floor(anchor / CELLS) + 0.5) / CELLS] as const;
  return Array.from({ length: VALUES }, (_, k) => {
    const share = (boxes[anchor * VALUES + k] ?? 0) / INPUT;
    const isSize = k === 2 || k === 3;
    return isSize ? share : share + centre[k % 2 === 0 ? 0 : 1];
  });
}

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
export interface Fit {
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

export function facesOf(boxes: ArrayLike<number>, logits: ArrayLike<number>, fit: Fit): Face[] {
  return merge(candidates(boxes, logits)).map(({ score, values }) => {
    const [cx = 0, cy = 0, w = 0, h = 0, ...flat] = values;
    const across = (x: number) => (x - fit.x) / fit.width;
    const down = (y: number) => (y - fit.y) / fit.height;
    const points = Array.from({ length: flat.length / 2 }, (_, i) =>
      ({ x: across(flat[2 * i] ?? 0), y: down(flat[2 * i + 1] ?? 0) }));
    return { score, x: across(cx - w / 2), y: down(cy - h / 2), width: w / fit.width, height: h / fit.height, points };
  });
}

/** RGBA bytes to the detector's input: RGB, -1 to 1. */
export function toInput(rgba: Uint8ClampedArray, into = new Float32Array(INPUT * INPUT * 3)): Float32Array<ArrayBuffer> {
  for (let from = 0, to = 0; to < into.length; from += 4) {
    into[to++] = (rgba[from] ?? 0) / 127.5 - 1;
    into[to++] = (rgba[from + 1] ?? 0) / 127.5 - 1;
    into[to++] = (rgba[from + 2] ?? 0) / 127.5 - 1;
  }
  return into as Float32Array<ArrayBuffer>;
}
