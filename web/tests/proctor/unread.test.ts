import { describe, expect, test } from "vitest";
import { firstUnread, lookedAtAfter, type LookedAt, unreadOf } from "../../src/state/proctor/unread.ts";

const nothing: LookedAt = new Map();

describe("unread chat", () => {
  test("is what came since the chat was last in sight", () => {
    const seen = lookedAtAfter(nothing, "a", 2, true);
    expect(unreadOf("a", 2, seen)).toBe(0);
    expect(unreadOf("a", 3, seen)).toBe(1);
    expect(unreadOf("b", 3, seen)).toBe(3);
  });

  test("is counted anew after somebody has answered", () => {
    const seen = lookedAtAfter(nothing, "a", 2, true);
    const answered = lookedAtAfter(seen, "a", 0, false);
    expect(unreadOf("a", 1, answered)).toBe(1);
  });

  test("leaves the very same map when nothing changed", () => {
    const seen = lookedAtAfter(nothing, "a", 2, true);
    expect(lookedAtAfter(seen, "a", 2, true)).toBe(seen);
    expect(lookedAtAfter(nothing, "a", 5, false)).toBe(nothing);
  });

  test("begins at the first of the student's last messages, past what staff wrote", () => {
    const chat = [{ id: "1", role: "student" }, { id: "2", role: "student" }, { id: "3", role: "proctor" }, { id: "4", role: "student" }];
    expect(firstUnread(chat, 2)).toBe("2");
    expect(firstUnread(chat, 9)).toBe("1");
    expect(firstUnread(chat, 0)).toBeNull();
    expect(firstUnread([], 2)).toBeNull();
  });
});
