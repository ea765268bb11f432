import { describe, expect, it } from "vitest";
import {
  accommodationFaults, accommodationsBody, accommodationsForm, changed, freeFor, withItem, withoutItem,
} from "../../src/state/organizer/accommodation.ts";

const ALL = ["voices", "looking_away"];
const SAVED = { tracker: "voices", on: true, weight: 0.5, raise_s: null, reason: "Reads aloud", author: "Olga", at: "2026-11-24T10:00:00Z" };

describe("a student's accommodations", () => {
  it("are sent as they were saved when nothing is typed", () => {
    const { author, at, ...sent } = SAVED;
    expect(accommodationsBody(accommodationsForm([SAVED]))).toEqual({ items: [sent] });
  });

  it("take each tracker once", () => {
    const one = accommodationsForm([SAVED]);
    expect(freeFor(one, ALL)).toEqual(["looking_away"]);
    expect(freeFor(one, ALL, "voices")).toEqual(ALL);
    const full = withItem(one, ALL);
    expect(full.items.map(({ tracker }) => tracker)).toEqual(ALL);
    expect(withItem(full, ALL)).toBe(full);
    expect(withoutItem(full, 0).items.map(({ tracker }) => tracker)).toEqual(["looking_away"]);
  });

  it("forget what was loosened where the tracker is switched off", () => {
    const off = changed(accommodationsForm([SAVED]), 0, { how: "off" });
    expect(accommodationsBody(off).items[0]).toMatchObject({ on: false, weight: null, raise_s: null });
  });

  it("say what is missing or wrong at its place", () => {
    const wheres = (patch: object) => accommodationFaults(changed(accommodationsForm([SAVED]), 0, patch)).map(({ where }) => where);
    expect(wheres({})).toEqual([]);
    expect(wheres({ reason: " " })).toEqual(["items.0.reason"]);
    expect(wheres({ weight: "" })).toEqual(["items.0.weight"]);
    expect(wheres({ weight: "11", raise_s: "soon" })).toEqual(["items.0.weight", "items.0.raise_s"]);
    expect(wheres({ how: "off", weight: "11" })).toEqual([]);
  });
});
