import { describe, expect, test } from "vitest";
import { fit, frameFor } from "../../src/state/proctor/layout.ts";

const BARS = 48 + 44; // the shell's bar and the toolbar
const PADDING = 20;
const RAIL = { wide: 284, narrow: 256 }; // rail.module.css

/** The room for tiles in a window of this size. */
const roomIn = (width: number, height: number) =>
  [width - (width > 1360 ? RAIL.wide : RAIL.narrow) - PADDING, height - BARS - PADDING] as const;

describe("thirty students are all seen without scrolling", () => {
  test.each([[1440, 900, "camera"], [1440, 900, "screen"], [1280, 720, "camera"], [1280, 720, "screen"], [1920, 1080, "camera"]] as const)(
    "in a window of %i x %i with the %s",
    (width, height, source) => {
      const frame = frameFor(source);
      const [across, down] = roomIn(width, height);
      const place = fit(30, across, down, frame);
      const rows = Math.ceil(30 / place.columns);
      expect(place.scrolls).toBe(false);
      expect(rows * frame.heightOf(place.width) + (rows - 1) * frame.gap).toBeLessThanOrEqual(down);
      expect(place.columns * place.width + (place.columns - 1) * frame.gap).toBeLessThanOrEqual(across);
    },
  );
});

describe("the size of the tiles", () => {
  const frame = frameFor("camera");

  test("fewer students are seen larger, but never larger than is useful", () => {
    const [across, down] = roomIn(1440, 900);
    const widths = [30, 12, 4].map((n) => fit(n, across, down, frame).width);
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    expect(fit(1, across, down, frame).width).toBe(430);
  });

  test("too many for the room scroll instead of becoming too small to judge", () => {
    const place = fit(200, 1000, 600, frame);
    expect(place.scrolls).toBe(true);
    expect(place.width).toBeGreaterThanOrEqual(frame.narrowest);
  });

  test("a telephone shows two beside each other", () => {
    expect(fit(30, 370, 700, frame).columns).toBe(2);
  });
});
