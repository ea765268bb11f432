import { computed, signal } from "@preact/signals";
import { describe, expect, test } from "vitest";
import { Arranging } from "../../src/state/proctor/arranging.ts";
import type { Need } from "../../src/state/proctor/order.ts";
import type { Tile } from "../../src/wire/messages.ts";
import { tile } from "./factory.ts";

function board() {
  const tiles = signal<ReadonlyMap<string, Tile>>(new Map(["a", "b", "c"].map((s) => [s, tile(s)])));
  const urgent = signal<ReadonlyMap<string, Need>>(new Map());
  const needs = computed(() => new Map([...tiles.value.keys()].map((s): [string, Need] => [s, urgent.value.get(s) ?? "calm"])));
  const arranging = new Arranging(tiles, needs);
  arranging.settle();
  return { tiles, urgent, arranging };
}

describe("tiles on the grid", () => {
  test("move to where they belong while nobody is at them", () => {
    const { urgent, arranging } = board();
    urgent.value = new Map([["c", "serious"]]);
    arranging.settle();
    expect(arranging.shown.value).toEqual(["c", "a", "b"]);
  });

  test("do not jump under the pointer, and say that a new order is waiting", () => {
    const { urgent, arranging } = board();
    arranging.hold("pointer", true);
    urgent.value = new Map([["c", "serious"]]);
    arranging.settle();
    expect(arranging.shown.value).toEqual(["a", "b", "c"]);
    expect(arranging.outdated.value).toBe(true);
    arranging.hold("pointer", false);
    expect(arranging.shown.value).toEqual(["c", "a", "b"]);
    expect(arranging.outdated.value).toBe(false);
  });

  test("stay held until every hand has left them", () => {
    const { urgent, arranging } = board();
    arranging.hold("pointer", true);
    arranging.hold("keyboard", true);
    urgent.value = new Map([["b", "help"]]);
    arranging.hold("pointer", false);
    expect(arranging.shown.value).toEqual(["a", "b", "c"]);
    arranging.hold("keyboard", false);
    expect(arranging.shown.value).toEqual(["b", "a", "c"]);
  });

  test("keep their order while one student is looked at, so that the next one is the next one", () => {
    const { urgent, arranging } = board();
    arranging.hold("focus", true);
    urgent.value = new Map([["c", "help"]]);
    arranging.settle();
    expect(arranging.shown.value).toEqual(["a", "b", "c"]);
  });

  test("are put in order at once when somebody asks for it or searches", () => {
    const { urgent, arranging } = board();
    arranging.hold("pointer", true);
    urgent.value = new Map([["c", "help"]]);
    arranging.settle(true);
    expect(arranging.shown.value).toEqual(["c", "a", "b"]);
    arranging.narrow("all", "student b");
    expect(arranging.shown.value).toEqual(["b"]);
  });

  test("leave a held grid when they are no longer assigned", () => {
    const { tiles, arranging } = board();
    arranging.hold("pointer", true);
    tiles.value = new Map([["a", tile("a")], ["d", tile("d")]]);
    arranging.settle();
    expect(arranging.shown.value).toEqual(["a", "d"]);
  });
});
