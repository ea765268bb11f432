import { describe, expect, test } from "vitest";
import { followed } from "../../src/state/proctor/record.ts";
import type { StaffServerMessage } from "../../src/wire/messages.ts";
import { at, iso, open, page, raised, said, tile, violation } from "./factory.ts";

const after = (messages: StaffServerMessage[], start = page()) => messages.reduce(followed, start);

describe("a fetched session follows the socket", () => {
  test("an alert becomes a violation that goes on, and its end is written to it", () => {
    const one = after([raised("1"), { type: "violation_closed", id: "v-1", session: "a", tracker: "several_faces", ended_at_ms: at(25) }]);
    expect(one.violations.map((v) => [v.id, v.ended_at])).toEqual([["v-1", iso(25)]]);
  });

  test("a violation without an alert of its own is learnt from the tile", () => {
    const changed: StaffServerMessage = { type: "tile_changed", tile: tile("a", { open_violations: [open("v-7", { tracker: "fullscreen", severity: "minor" })] }) };
    expect(after([changed, changed]).violations.map((v) => v.id)).toEqual(["v-7"]);
  });

  test("the same word of chat told twice is written once", () => {
    expect(after([said("m1"), said("m1"), said("m2")]).chat.map((c) => c.id)).toEqual(["m1", "m2"]);
  });

  test("a snapshot goes to its violation, once", () => {
    const taken: StaffServerMessage = { type: "snapshot_taken", id: "s", session: "a", source: "camera", violation: "v", at_ms: at(13) };
    const one = after([taken, taken], page({ violations: [violation("v"), violation("w")] }));
    expect(one.violations.map((v) => v.snapshots.length)).toEqual([1, 0]);
  });

  test("an event that the answer to one's own request brought already is not doubled", () => {
    const seen: StaffServerMessage = { type: "event_seen", session: "a", id: 7, at_ms: at(9), kind: "comment", actor: "Petra", data: { text: "hm" } };
    expect(after([seen, seen]).events).toHaveLength(1);
  });

  test("a move changes the state and keeps the end that is known", () => {
    const moved = after([{ type: "session_moved", session: "a", state: "terminated", at_ms: at(60) }]);
    expect([moved.session.state, moved.ends_at]).toEqual(["terminated", iso(5400)]);
  });

  test("another student's message leaves the very same page", () => {
    const before = page();
    expect(followed(before, raised("1", { session: "b" }))).toBe(before);
    expect(followed(before, { type: "tile_changed", tile: tile("b", { open_violations: [open("x")] }) })).toBe(before);
  });
});
