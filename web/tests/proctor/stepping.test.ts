import { describe, expect, test } from "vitest";
import { stepFrom } from "../../src/state/proctor/stepping.ts";
import type { Mark } from "../../src/state/proctor/timeline.ts";

const mark = (id: string, from: number): Mark => ({ id, from, to: from + 1, tone: "minor", open: false, kind: "voices", text: "" });
const lanes = [{ marks: [mark("a1", 10), mark("a2", 50)] }, { marks: [] }, { marks: [mark("c1", 0), mark("c2", 45), mark("c3", 90)] }];

describe("arrows on the timeline", () => {
  test("lead along a lane and stop at its ends", () => {
    expect(stepFrom(lanes, "a1", "ArrowRight")).toBe("a2");
    expect(stepFrom(lanes, "a2", "ArrowRight")).toBeNull();
    expect(stepFrom(lanes, "a1", "ArrowLeft")).toBeNull();
  });

  test("lead over empty lanes to the mark nearest in time", () => {
    expect(stepFrom(lanes, "a2", "ArrowDown")).toBe("c2");
    expect(stepFrom(lanes, "c1", "ArrowUp")).toBe("a1");
  });

  test("do nothing for other keys, or from a mark that has left the window", () => {
    expect(stepFrom(lanes, "a1", "Enter")).toBeNull();
    expect(stepFrom(lanes, "gone", "ArrowRight")).toBeNull();
  });
});
