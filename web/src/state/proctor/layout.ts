/** How many tiles stand beside one another, so that as many as possible are seen at once and as large as possible. */

export interface Fit {
  columns: number;
  width: number; // px of one tile
  scrolls: boolean;
}

export interface Frame {
  gap: number; // px between tiles
  narrowest: number; // px: a picture below this cannot be judged
  widest: number;
  /** Height of a tile of this width. */
  heightOf: (width: number) => number;
}

const STRIP = 24; // px: the column of signs beside the picture
const BAR = 25; // px: the line with the name under it
const EDGES = 4; // px: borders
const SHAPES = { camera: 3 / 4, screen: 10 / 16 } as const;

/** A tile as `tile.module.css` draws it. At 136 px thirty students still fit into a window of 1280 x 720. */
export function frameFor(source: keyof typeof SHAPES): Frame {
  const heightOf = (width: number) => Math.ceil((width - STRIP - EDGES) * SHAPES[source]) + BAR + EDGES;
  return { gap: 6, narrowest: 136, widest: 430, heightOf };
}

function widthFor(columns: number, count: number, width: number, height: number, frame: Frame): number {
  const rows = Math.ceil(count / columns);
  const across = (width - frame.gap * (columns - 1)) / columns;
  const room = (height - frame.gap * (rows - 1)) / rows;
  let w = Math.min(across, frame.widest);
  while (w > frame.narrowest && frame.heightOf(w) > room) w--;
  return Math.floor(frame.heightOf(w) > room ? 0 : w);
}

/** Without scrolling when the tiles stay large enough, else as many columns as fit. */
export function fit(count: number, width: number, height: number, frame: Frame): Fit {
  const most = Math.max(1, Math.floor((width + frame.gap) / (frame.narrowest + frame.gap)));
  let best: Fit = { columns: 1, width: 0, scrolls: false };
  for (let columns = 1; columns <= Math.min(most, Math.max(1, count)); columns++) {
    const w = widthFor(columns, count, width, height, frame);
    if (w >= frame.narrowest && w > best.width) best = { columns, width: w, scrolls: false };
  }
  if (best.width) return best;
  return { columns: most, width: Math.floor(Math.min(frame.widest, (width - frame.gap * (most - 1)) / most)), scrolls: true };
}
