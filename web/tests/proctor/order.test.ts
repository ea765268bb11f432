import { describe, expect, test } from "vitest";
import { arranged, callsOf, type Known, matches, needOf, needsAttention, orderOf, passes, ringsAgain } from "../../src/state/proctor/order.ts";
import type { Tile } from "../../src/wire/messages.ts";
import { at, open, tile } from "./factory.ts";

const calm: Known = { unseen: new Map(), unread: (t) => t.unread_chat };
const need = (changes: Partial<Tile>, known: Partial<Known> = {}) => needOf(tile("a", changes), { ...calm, ...known });

describe("who needs a proctor's eyes", () => {
  test("a call for help stands above every violation", () => {
    expect(need({ help: "h", open_violations: [open("v")] })).toBe("help");
  });

  test("a serious violation that goes on stands above an alert not looked at", () => {
    expect(need({ open_violations: [open("v")] }, { unseen: new Map([["a", 1]]) })).toBe("serious");
    expect(need({}, { unseen: new Map([["a", 1]]) })).toBe("alert");
  });

  test("a lost connection counts only while the exam runs", () => {
    expect(need({ online: false })).toBe("offline");
    expect(need({ online: false, state: "scheduled" })).toBe("before");
  });

  test("unread chat, a late recording and a minor violation are worth a look", () => {
    expect(need({ unread_chat: 1 })).toBe("warn");
    expect(need({ waiting_ms: 20_000 })).toBe("warn");
    expect(need({ open_violations: [open("v", { severity: "minor" })] })).toBe("warn");
  });

  test("a session that is over needs nobody, even with a call left open", () => {
    expect(need({ state: "terminated", help: "h" })).toBe("over");
    expect(needsAttention("over")).toBe(false);
  });
});

describe("the order of the tiles", () => {
  const needs = new Map([["a", "calm"], ["b", "help"], ["c", "serious"], ["d", "help"]] as const);

  test("the most urgent come first, the one who has called longest before the others", () => {
    const tiles = [tile("a"), tile("b", { help: "1", help_at_ms: at(50) }), tile("c"), tile("d", { help: "2", help_at_ms: at(40) })];
    expect(orderOf(tiles, needs)).toEqual(["d", "b", "c", "a"]);
  });

  test("within one need students stand by name, numbers as numbers", () => {
    const tiles = [tile("x", { student: "Seat 10" }), tile("y", { student: "Seat 2" })];
    expect(orderOf(tiles, new Map())).toEqual(["y", "x"]);
  });

  test("held tiles stay, newcomers come last, and only who is gone leaves", () => {
    const exists = (id: string) => id !== "b";
    expect(arranged(["a", "b", "c"], ["d", "c", "a"], true, exists)).toEqual(["a", "c", "d"]);
    expect(arranged(["a", "b", "c"], ["d", "c", "a"], false, exists)).toEqual(["d", "c", "a"]);
  });

  test("open calls stand oldest first, without those of sessions that are over", () => {
    const calls = [tile("a", { help: "1", help_at_ms: at(9) }), tile("b", { help: "2", help_at_ms: at(3) }), tile("c", { help: "3", state: "expired" }), tile("d")];
    expect(callsOf(calls).map((t) => t.session)).toEqual(["b", "a"]);
  });
});

test("a call that nobody answers rings again every twenty seconds, and at once after a reload", () => {
  expect(ringsAgain(1, at(0), at(19))).toBe(false);
  expect(ringsAgain(1, at(0), at(20))).toBe(true);
  expect(ringsAgain(1, 0, at(0))).toBe(true);
  expect(ringsAgain(0, 0, at(60))).toBe(false);
});

describe("finding students", () => {
  test("the search knows no accents and no case, and wants every word", () => {
    const found = tile("a", { student: "Viktor Szabó", exam_title: "Law" });
    expect(matches(found, "szabo LAW")).toBe(true);
    expect(matches(found, "szabo physics")).toBe(false);
  });

  test("the filters take those in need or those online", () => {
    expect(passes(tile("a"), "calm", "attention", "")).toBe(false);
    expect(passes(tile("a"), "help", "attention", "")).toBe(true);
    expect(passes(tile("a", { online: false }), "offline", "online", "")).toBe(false);
  });
});
