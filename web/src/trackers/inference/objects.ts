/**
 * From the object detector's raw output to objects. NanoDet: three grids of cells, of 8, 16 and 32 pixels of the
 * 416 x 320 input; for each cell the labels' logits, then for each edge of a box about its centre how probably it lies
 * 0 to 10 cells away. Source: github.com/RangiLyu/nanodet; cut down to these labels by tools/convert_objects.py.
 */

/** In the order of the model's scores. */
export const LABELS = ["phone", "book", "laptop", "keyboard"] as const;
export type Label = (typeof LABELS)[number];

/** In shares of the camera's picture; `x`, `y` is the top left corner. */
export interface FoundObject {
  label: Label;
  score: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export const WIDTH = 416;
export const HEIGHT = 320;
export const STRIDES = [8, 16, 32] as const;
/** Values of a cell: logits, then 11 for each of left, top, right, bottom. */
export const DISTANCES = 11;
export const CHANNELS = LABELS.length + 4 * DISTANCES;
/** Trackers ask for more; so little still speaks against a phone. */
const LEAST_SCORE = 0.1;
const LEAST_LOGIT = Math.log(LEAST_SCORE / (1 - LEAST_SCORE));
const SAME_OBJECT_OVERLAP = 0.5;

export interface Size {
  width: number;
  height: number;
}

/** One grid's output: plane by plane, each `columns` x `rows`. */
export interface Grid {
  stride: number;
  planes: ArrayLike<number>;
}

/** What a look takes in: its middle in the picture's pixels, and how many of them make one of the input's. */
export interface View {
  x: number;
  y: number;
  scale: number;
}

export const wholeView = ({ width, height }: Size): View => ({
  x: width / 2, y: height / 2, scale: Math.max(width / WIDTH, height / HEIGHT),
}); // prettier-ignore

/** All that one look sees, the surest first. */
export function sightingsOf(grids: Grid[], picture: Size, view: View): FoundObject[] {
  return distinct(grids.flatMap((grid) => foundIn(grid, picture, view)).sort(bySureness));
}

export const bySureness = (a: FoundObject, b: FoundObject): number => b.score - a.score;

function foundIn(grid: Grid, picture: Size, view: View): FoundObject[] {
  const cells = (WIDTH / grid.stride) * (HEIGHT / grid.stride);
  const found: FoundObject[] = [];
  LABELS.forEach((label, n) => {
    for (let cell = 0; cell < cells; cell++) {
      const logit = grid.planes[n * cells + cell] ?? Number.NEGATIVE_INFINITY;
      if (logit < LEAST_LOGIT) continue;
      found.push({ label, score: 1 / (1 + Math.exp(-logit)), ...boxAt(grid, cell, cells, picture, view) });
    }
  });
  return found;
}

function boxAt({ stride, planes }: Grid, cell: number, cells: number, picture: Size, view: View) {
  const columns = WIDTH / stride;
  const [x, y] = [((cell % columns) + 0.5) * stride, (Math.floor(cell / columns) + 0.5) * stride];
  const edge = (n: number) => stride * meanOf(planes, cell + (LABELS.length + n * DISTANCES) * cells, cells);
  const [left, top, right, bottom] = [edge(0), edge(1), edge(2), edge(3)];
  const [across, down] = [view.scale / picture.width, view.scale / picture.height];
  return {
    x: (x - left - WIDTH / 2) * across + view.x / picture.width,
    y: (y - top - HEIGHT / 2) * down + view.y / picture.height,
    width: (left + right) * across, height: (top + bottom) * down,
  }; // prettier-ignore
}

/** The mean of the distribution whose logits lie `step` apart. */
function meanOf(planes: ArrayLike<number>, first: number, step: number): number {
  const logits = Array.from({ length: DISTANCES }, (_, k) => planes[first + k * step] ?? 0);
  const highest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.reduce((sum, weight, k) => sum + weight * k, 0) / total;
}

/** Of several with one label in one place the surest. */
function distinct(sorted: FoundObject[]): FoundObject[] {
  const kept: FoundObject[] = [];
  for (const one of sorted) {
    if (!kept.some((other) => other.label === one.label && overlap(one, other) > SAME_OBJECT_OVERLAP)) kept.push(one);
  }
  return kept;
}

export function overlap(a: FoundObject, b: FoundObject): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const shared = Math.max(0, across) * Math.max(0, down);
  return shared / (a.width * a.height + b.width * b.height - shared);
}
