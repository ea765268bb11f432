import { describe, expect, it } from "vitest";
import { reasonOf } from "../../src/state/review/reasons.ts";
import { lanesOf } from "../../src/state/review/timeline.ts";
import { minutesIn, minutesLeft } from "../../src/state/staff/times.ts";
import { movesEnds } from "../../src/state/organizer/exam.ts";
import type { Body } from "../../src/wire/http.ts";

describe("minutes as they are typed", () => {
  it("are whole and within their bounds", () => {
    expect(["10", " 480 ", "1"].map((text) => minutesIn(text, 480))).toEqual([10, 480, 1]);
    expect(["", "0", "481", "-5", "1.5", "ten", "999999"].map((text) => minutesIn(text, 480))).toEqual(Array(7).fill(null));
  });

  it("offer what was left when the session ended", () => {
    expect(minutesLeft({ finished_at: "2026-01-15T09:00:30Z", ends_at: "2026-01-15T09:30:00Z" })).toBe(30);
    expect(minutesLeft({ finished_at: "2026-01-15T09:30:20Z", ends_at: "2026-01-15T09:30:00Z" })).toBe(0);
    expect(minutesLeft({ finished_at: null, ends_at: null })).toBe(0);
  });
});

describe("a change of an exam", () => {
  const saved = { duration_min: 60, closes_at: "2026-01-15T11:00:00Z" } as Body<"Exam">;
  const body = (change: Partial<Body<"ExamIn">>) => ({ duration_min: 60, closes_at: "2026-01-15T11:00:00.000Z", ...change }) as Body<"ExamIn">;

  it("is worth a question only when it moves ends", () => {
    expect(movesEnds(body({ title: "Another" }), saved)).toBe(false);
    expect(movesEnds(body({ duration_min: 70 }), saved)).toBe(true);
    expect(movesEnds(body({ closes_at: "2026-01-15T11:01:00Z" }), saved)).toBe(true);
  });
});

describe("the gap before a reopening", () => {
  const gaps = [{ from_at: "2026-01-15T09:10:00Z", to_at: "2026-01-15T09:20:00Z" }];
  const at = (time: string) => Date.parse(`2026-01-15T${time}Z`);
  const bounds = { from: at("09:00:00"), to: at("09:30:00"), limit: at("09:30:00"), live: false };
  const hole = { from: at("09:10:01"), to: at("09:20:02") };

  it("is the reason why nothing is recorded", () => {
    expect(reasonOf(hole, "camera", { outages: [], gaps, violations: [] }, bounds).kind).toBe("over");
  });

  it("stands on the timeline once, and not as missing evidence", () => {
    const page = { violations: [], outages: [], gaps, chat: [], events: [] };
    const lanes = lanesOf(page, [{ source: "camera", spans: [], holes: [hole] }], bounds);
    expect(lanes.flatMap(({ marks }) => marks.map(({ about }) => about.kind))).toEqual(["gap"]);
  });
});
