import { describe, expect, it } from "vitest";
import { leftMs, MINUTE_MS, reminderOf, toneOf } from "../../src/state/student/countdown.ts";
import { at, NOW } from "./factory.ts";

const HOUR = 60 * MINUTE_MS;

describe("the time left", () => {
  it("is unknown before the start, and never less than none", () => {
    expect(leftMs(null, NOW)).toBeNull();
    expect(leftMs(at(3), NOW)).toBe(3 * MINUTE_MS);
    expect(leftMs(at(-3), NOW)).toBe(0);
  });

  it("changes its tone at five minutes and at one", () => {
    expect([null, 5 * MINUTE_MS + 1, 5 * MINUTE_MS, MINUTE_MS + 1, MINUTE_MS, 0].map(toneOf)).toEqual([
      "plain", "plain", "warn", "warn", "bad", "bad",
    ]); // prettier-ignore
  });
});

describe("the reminder", () => {
  it("comes at five minutes and at one, and stays for half a minute", () => {
    const at5 = 5 * MINUTE_MS;
    expect([at5 + 1, at5, at5 - 29_999, at5 - 30_000].map((left) => reminderOf(left, HOUR))).toEqual([null, 5, 5, null]);
    expect([MINUTE_MS, MINUTE_MS - 30_000].map((left) => reminderOf(left, HOUR))).toEqual([1, null]);
  });

  it("does not come at the very beginning of a short exam", () => {
    expect(reminderOf(5 * MINUTE_MS, 5 * MINUTE_MS)).toBeNull();
    expect(reminderOf(MINUTE_MS, 5 * MINUTE_MS)).toBe(1);
    expect(reminderOf(MINUTE_MS, MINUTE_MS)).toBeNull();
  });

  it("does not come without an end, or after it", () => {
    expect(reminderOf(null, HOUR)).toBeNull();
    expect(reminderOf(0, HOUR)).toBeNull();
  });
});
