import { describe, expect, test } from "vitest";
import { alertOf, closed, looked, merged, reconciled, unseenBySession } from "../../src/state/proctor/alerts.ts";
import { at, open, raised, tile } from "./factory.ts";

const alert = (id: string, seconds = 13, violation: string | null = `v-${id}`) => alertOf(raised(id, { raised_at_ms: at(seconds), violation }));

describe("alerts", () => {
  test("stand newest first, whatever order they come in", () => {
    expect(merged([alert("1", 10)], [alert("3", 30), alert("2", 20)]).map((a) => a.id)).toEqual(["3", "2", "1"]);
  });

  test("told again after a lost line are no news and stay looked at", () => {
    const seen = looked([alert("1")], () => true);
    expect(merged(seen, [alert("1")])).toEqual(seen);
  });

  test("of one violation are one, even when it was first seen only on the tile", () => {
    const first = reconciled([], [tile("a", { open_violations: [open("v-1")] })], at(20));
    expect(merged(first, [alert("1")])).toHaveLength(1);
  });

  test("without a violation are each their own", () => {
    expect(merged([alert("1", 10, null)], [alert("2", 20, null)])).toHaveLength(2);
  });

  test("are closed once, with the first end told", () => {
    const once = closed([alert("1")], "v-1", at(40));
    expect(closed(once, "v-1", at(90))[0]?.endedAtMs).toBe(at(40));
  });

  test("looked at without any change are the very same list", () => {
    const alerts = looked([alert("1")], () => true);
    expect(looked(alerts, () => true)).toBe(alerts);
  });

  test("not looked at are counted by student", () => {
    const other = alertOf(raised("2", { session: "b" }));
    expect(unseenBySession([alert("1"), other, alert("3")])).toEqual(new Map([["a", 2], ["b", 1]]));
  });
});

describe("alerts after a reload", () => {
  test("are ended when their violation is over by now", () => {
    const [a] = reconciled([alert("1")], [tile("a")], at(60));
    expect(a?.endedAtMs).toBe(at(60));
  });

  test("that go on are neither ended nor doubled", () => {
    const after = reconciled([alert("1")], [tile("a", { open_violations: [open("v-1")] })], at(60));
    expect(after).toHaveLength(1);
    expect(after[0]?.endedAtMs).toBeNull();
  });

  test("of students no longer assigned are gone", () => {
    expect(reconciled([alert("1")], [tile("b")], at(60))).toEqual([]);
  });

  test("missed meanwhile are made up from what is open", () => {
    const after = reconciled([], [tile("a", { open_violations: [open("v-9", { tracker: "face_absent", severity: "minor" })] })], at(60));
    expect(after.map((a) => [a.tracker, a.severity, a.seen])).toEqual([["face_absent", "minor", false]]);
  });

  test("are not made of what was no alert, and are of what the template made grave", () => {
    const quiet = open("v-1", { alerted: false });
    const grave = open("v-2", { tracker: "lips", severity: "serious" });
    const after = reconciled([], [tile("a", { open_violations: [quiet, grave] })], at(60));
    expect(after.map((a) => [a.violation, a.severity])).toEqual([["v-2", "serious"]]);
  });
});
