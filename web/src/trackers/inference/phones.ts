/**
 * Whether what one look takes for a phone is one. A cup, a sheet of paper, a dark frame look to the detector like a
 * phone, a book and a screen at once; a phone looks like a phone. And a second look from nearer sees small ones better.
 * What it is worth was measured: docs/decisions/0011-object-detector.md. Pure.
 */

import { bySureness, type FoundObject, HEIGHT, type Label, overlap, type Size, type View, WIDTH } from "./objects";

const RIVALS: readonly Label[] = ["book", "laptop"];
const RIVALS_WEIGHT = 0.5;
const SAME_PLACE_OVERLAP = 0.3;
/** The second look would have to be very sure to make up for less. */
const LEAST_LIKENESS = 0.1;
/** Sides of the phone to a side of the second look. */
const CLOSE = 4;
/** Nothing under this is told. A shelf of books reaches 0.39 and must not quicken the pace of the looks. */
const LEAST_TOLD: Record<Label, number> = { phone: 0.2, book: 0.4, laptop: 0.4, keyboard: 0.4 };

/** How much more a place looks like a phone than like what is taken for one. */
export function phoneLikeness(place: FoundObject, sightings: FoundObject[]): number {
  const here = sightings.filter((one) => overlap(one, place) > SAME_PLACE_OVERLAP);
  const most = (label: Label) => Math.max(0, ...here.filter((one) => one.label === label).map(({ score }) => score));
  return most("phone") - RIVALS_WEIGHT * RIVALS.reduce((sum, label) => sum + most(label), 0);
}

/** The one phone of the first look that is worth a second; its score is how much it looks like one. */
export function likelyPhone(sightings: FoundObject[]): FoundObject | null {
  const phones = sightings.filter(({ label }) => label === "phone");
  const likeliest = phones.map((phone) => ({ ...phone, score: phoneLikeness(phone, sightings) })).sort(bySureness)[0];
  return likeliest && likeliest.score >= LEAST_LIKENESS ? likeliest : null;
}

export function closeView({ x, y, width, height }: FoundObject, picture: Size): View {
  const scale = CLOSE * Math.max((width * picture.width) / WIDTH, (height * picture.height) / HEIGHT);
  return { x: (x + width / 2) * picture.width, y: (y + height / 2) * picture.height, scale };
}

/** `phone` as both looks judged it, in place of all phones of the first. */
export function toldOf(sightings: FoundObject[], phone: FoundObject | null): FoundObject[] {
  const others = sightings.filter(({ label }) => label !== "phone");
  const all = phone ? [...others, phone] : others;
  return all.filter(({ label, score }) => score >= LEAST_TOLD[label]).sort(bySureness);
}
