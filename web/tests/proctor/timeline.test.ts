import { describe, expect, test } from "vitest";
import {
  busyFirst, eventMarks, inside, LAST_MS, outageMarks, percent, ticks, trackerLanes, windowOf,
} from "../../src/state/proctor/timeline.ts";
import { at, iso, page, tile, violation } from "./factory.ts";

describe("what the timeline shows", () => {
  test("the last ten minutes end now", () => {
    expect(windowOf(at(0), at(3600), LAST_MS.ten)).toEqual({ from: at(3000), to: at(3600) });
  });

  test("no more than there has been, but never less than two minutes", () => {
    expect(windowOf(at(0), at(300), LAST_MS.hour)).toEqual({ from: at(0), to: at(300) });
    expect(windowOf(at(0), at(20), null)).toEqual({ from: at(-100), to: at(20) });
    expect(windowOf(null, at(20), null)).toEqual({ from: at(-100), to: at(20) });
  });

  test("a mark that reaches into the window is shown and drawn from its edge", () => {
    const span = { from: at(100), to: at(200) };
    expect(inside({ from: at(50), to: at(120) }, span)).toBe(true);
    expect(inside({ from: at(50), to: at(60) }, span)).toBe(false);
    expect(percent(at(50), span)).toBe(0);
    expect(percent(at(150), span)).toBe(50);
  });

  test("ticks are whole minutes, few enough to be read", () => {
    const hour = ticks({ from: at(30), to: at(3630) }, 8);
    expect(hour).toEqual([600, 1200, 1800, 2400, 3000, 3600].map(at));
    expect(ticks({ from: at(0), to: at(36_000) }, 8).length).toBeLessThanOrEqual(9);
  });
});

describe("lanes", () => {
  const some = page({ violations: [violation("v1", { tracker: "voices" }), violation("v2", { dismissed: { by: "x", at: iso(30), comment: "" } }), violation("v3", { ended_at: null })] });

  test("there is one for each tracker of the exam, and one more for a tracker that was switched off since", () => {
    expect(trackerLanes(some, ["camera", "several_faces"], at(60)).map((l) => l.tracker)).toEqual(["camera", "several_faces", "voices"]);
  });

  test("a dismissed violation is not drawn, one that goes on reaches to now", () => {
    const lane = trackerLanes(some, ["several_faces"], at(60))[0];
    expect(lane?.marks.map((m) => [m.id, m.open, m.to])).toEqual([["v3", true, at(60)]]);
  });

  test("trackers that have raised something come first, each group in its order", () => {
    expect(busyFirst(trackerLanes(some, ["camera", "several_faces", "lips"], at(60))).map((l) => l.tracker)).toEqual(["several_faces", "voices", "camera", "lips"]);
  });

  test("the outage that lasts is drawn before the server has written it down, and once", () => {
    const away = tile("a", { online: false, offline_since_ms: at(40) });
    expect(outageMarks(page(), away, at(60)).map((m) => [m.from, m.to, m.open])).toEqual([[at(40), at(60), true]]);
    const known = page({ outages: [{ from_at: iso(40), to_at: null, missing_s: {} }] });
    expect(outageMarks(known, away, at(60))).toHaveLength(1);
  });

  test("events and chat stand together in time, with what was said", () => {
    const both = page({
      events: [{ id: 1, at: iso(50), kind: "warned", actor: "Petra", data: { text: "Quiet, please." } }],
      chat: [{ id: "m", at: iso(40), author: "Student a", role: "student", text: "Hello" }],
    });
    expect(eventMarks(both).map((m) => [m.kind, m.tone, m.text])).toEqual([["chat", "talk", "Student a: Hello"], ["warned", "talk", "Quiet, please."]]);
  });
});
