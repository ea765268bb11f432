import { describe, expect, it } from "vitest";
import { CHANNELS, DISTANCES, type FoundObject, type Grid, HEIGHT, LABELS, type Label, sightingsOf, WIDTH, wholeView } from "../../src/trackers/inference/objects.ts";
import { closeView, likelyPhone, phoneLikeness, toldOf } from "../../src/trackers/inference/phones.ts";
import { forbiddenObject, forbiddenObjectWatch, forbiddenOf } from "../../src/trackers/kinds/forbidden_object.ts";
import { ObjectPace } from "../../src/trackers/object_pace.ts";
import { copy, START } from "./factory.ts";

const STRIDE = 16;
const [COLUMNS, ROWS] = [WIDTH / STRIDE, HEIGHT / STRIDE];
const CELLS = COLUMNS * ROWS;
const VGA = { width: 640, height: 480 };
const SHOWN = (WIDTH * VGA.height) / VGA.width; // rows of the input that such a picture fills

/** What the detector says: things whose edges lie 2 cells to the sides and 1 up and down. */
function output(spots: { row: number; column: number; label: Label; score: number }[]): Grid[] {
  const planes = new Float32Array(CHANNELS * CELLS).fill(-20);
  for (const { row, column, label, score } of spots) {
    const cell = row * COLUMNS + column;
    planes[LABELS.indexOf(label) * CELLS + cell] = Math.log(score / (1 - score));
    [2, 1, 2, 1].forEach((distance, edge) => {
      planes[(LABELS.length + edge * DISTANCES + distance) * CELLS + cell] = 20;
    });
  }
  return [{ stride: STRIDE, planes }];
}
const seen = (grids: Grid[], picture = VGA, view = wholeView(picture)) => sightingsOf(grids, picture, view);
const middle = { row: ROWS / 2, column: COLUMNS / 2 };

describe("the detector's output", () => {
  it("becomes a box in shares of the picture", () => {
    const [found, ...rest] = seen(output([{ ...middle, label: "phone", score: 0.5 }]));
    expect(rest).toEqual([]);
    expect(found?.label).toBe("phone");
    expect(found?.score).toBeCloseTo(0.5, 5);
    expect(found?.width).toBeCloseTo((4 * STRIDE) / WIDTH, 5);
    expect(found?.height).toBeCloseTo((2 * STRIDE) / SHOWN, 5);
    expect((found?.x ?? 0) + (found?.width ?? 0) / 2).toBeCloseTo(0.5 + (0.5 * STRIDE) / WIDTH, 5);
    expect((found?.y ?? 0) + (found?.height ?? 0) / 2).toBeCloseTo(0.5 + (0.5 * STRIDE) / SHOWN, 5);
  });

  it("fits a wide picture, which leaves rows empty above and below", () => {
    const [found] = seen(output([{ ...middle, label: "book", score: 0.5 }]), { width: 1280, height: 640 });
    expect(found?.width).toBeCloseTo((4 * STRIDE) / WIDTH, 5);
    expect(found?.height).toBeCloseTo((2 * STRIDE) / (WIDTH / 2), 5);
  });

  it("tells a thing once, the surest of it, and two things twice", () => {
    const near = { row: middle.row, column: middle.column + 1 };
    const far = { row: 3, column: 3 };
    const told = seen(output([
      { ...middle, label: "phone", score: 0.4 }, { ...near, label: "phone", score: 0.6 },
      { ...far, label: "phone", score: 0.3 }, { ...middle, label: "book", score: 0.25 },
    ])); // prettier-ignore
    expect(told.map(({ label, score }) => [label, Math.round(score * 100)])).toEqual([["phone", 60], ["phone", 30], ["book", 25]]);
  });

  it("is silent about what is hardly there", () => {
    expect(seen(output([{ ...middle, label: "phone", score: 0.05 }]))).toEqual([]);
  });

  it("is a box in the whole picture when the look took in a part of it", () => {
    const view = { x: 160, y: 360, scale: 0.25 };
    const [found] = seen(output([{ ...middle, label: "phone", score: 0.5 }]), VGA, view);
    expect(found?.width).toBeCloseTo((4 * STRIDE * 0.25) / VGA.width, 5);
    expect((found?.x ?? 0) + (found?.width ?? 0) / 2).toBeCloseTo((160 + 0.5 * STRIDE * 0.25) / VGA.width, 5);
    expect((found?.y ?? 0) + (found?.height ?? 0) / 2).toBeCloseTo((360 + 0.5 * STRIDE * 0.25) / VGA.height, 5);
  });
});

const thing = (label: Label, score: number, height = 0.2): FoundObject => ({ label, score, height, x: 0, y: 0, width: 0.1 });

describe("what may be a phone", () => {
  const [phone, book, laptop] = [thing("phone", 0.5), thing("book", 0.2), thing("laptop", 0.3)];
  const elsewhere = { ...phone, x: 0.5, score: 0.3 };

  it("looks less like one the more it looks like a book and a screen as well", () => {
    expect(phoneLikeness(phone, [phone])).toBe(0.5);
    expect(phoneLikeness(phone, [phone, book, laptop])).toBeCloseTo(0.25, 5);
    expect(phoneLikeness(phone, [phone, { ...laptop, x: 0.5 }])).toBe(0.5);
    expect(phoneLikeness(phone, [book])).toBeCloseTo(-0.1, 5);
  });

  it("is worth a second look at the likeliest place, if at any", () => {
    expect(likelyPhone([phone, book, laptop, elsewhere])).toEqual(elsewhere);
    expect(likelyPhone([phone, thing("book", 0.9)])).toBeNull();
    expect(likelyPhone([book, laptop])).toBeNull();
  });

  it("lies in the middle of the second look, which is four times as wide or high", () => {
    const view = closeView({ ...phone, x: 0.5, y: 0.25, width: 0.1, height: 0.2 }, VGA);
    expect(view.x).toBeCloseTo(0.55 * VGA.width, 5);
    expect(view.y).toBeCloseTo(0.35 * VGA.height, 5);
    expect(view.scale).toBeCloseTo((4 * 0.2 * VGA.height) / HEIGHT, 5);
  });

  it("is told when both looks agree, beside the other things, the surest first; a shelf of books is not", () => {
    const sureBook = thing("book", 0.6);
    expect(toldOf([sureBook, phone, thing("book", 0.39)], { ...phone, score: 0.3 })).toEqual([sureBook, { ...phone, score: 0.3 }]);
    expect(toldOf([phone], { ...phone, score: 0.15 })).toEqual([]);
    expect(toldOf([phone], null)).toEqual([]);
  });
});

const parameters = { ...forbiddenObject.parameters, phone_score: 0.3, book_score: 0.25, laptop_score: 0.4 } as Parameters<typeof forbiddenOf>[1];

describe("a forbidden object", () => {
  const watch = () => forbiddenObjectWatch(parameters);
  const look = (at: number, ...objects: FoundObject[]) => ({ at_ms: START + at, objects, took_ms: 100 });
  const picture = (at: number, black = false) => ({ at_ms: START + at, copy: black ? null : copy(120) });
  const phone = thing("phone", 0.5);

  it("is what scores enough for its label and is not too small", () => {
    const all = [thing("book", 0.28), thing("phone", 0.35), thing("phone", 0.9, 0.03), thing("laptop", 0.35)];
    expect(forbiddenOf(all, parameters)).toMatchObject({ label: "phone", score: 0.35 });
    expect(forbiddenOf([thing("laptop", 0.35)], parameters)).toBeNull();
  });

  it("can be allowed by its label", () => {
    expect(forbiddenOf([thing("book", 0.99)], { ...parameters, book_score: 1 })).toBeNull();
  });

  it("counts when two of three looks saw it, whatever they took it for", () => {
    const watcher = watch();
    expect(watcher.objects(look(0, phone))).toBe(false);
    expect(watcher.objects(look(1000))).toBe(false);
    expect(watcher.objects(look(2000, thing("book", 0.4)))).toBe(true);
    expect(watcher.detail()).toEqual({ reason: "phone", score: 0.5 });
    expect(watcher.objects(look(3000))).toBe(false);
  });

  it("holds its answer for the seconds between looks, and no longer", () => {
    const watcher = watch();
    expect(watcher.picture(picture(0))).toBeNull();
    watcher.objects(look(100, phone));
    expect(watcher.picture(picture(500))).toBe(false);
    watcher.objects(look(1100, phone));
    expect(watcher.picture(picture(3500))).toBe(true);
    expect(watcher.picture(picture(7200))).toBeNull();
  });

  it("is unknown while no picture comes, and an old sighting confirms nothing", () => {
    const watcher = watch();
    watcher.objects(look(0, phone));
    expect(watcher.picture(picture(500, true))).toBeNull();
    expect(watcher.objects(look(13_000, phone))).toBe(false);
  });
});

describe("the pace of the object detector", () => {
  /** Twenty seconds of pictures, two a second; the instants at which objects were looked for. */
  function looks(tookMs: number, seen = false, pace = new ObjectPace()): number[] {
    const sent: number[] = [];
    for (let now = 0; now < 20_000; now += 500) {
      if (!pace.due(now)) continue;
      sent.push(now);
      pace.sent(now);
      pace.done(tookMs, seen);
    }
    return sent;
  }

  it("is a look every three seconds, every second while something is seen", () => {
    expect(looks(110)).toHaveLength(7);
    expect(looks(110, true)).toHaveLength(20);
  });

  it("leaves a slow machine to the faces", () => {
    expect(looks(700)).toHaveLength(4);
    expect(looks(700, true)).toHaveLength(7);
    expect(looks(3000, true)).toHaveLength(2);
  });
});
