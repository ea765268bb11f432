import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fullHour, instantKept, instantOf, localOf, skipped } from "../../src/state/organizer/zones.ts";

const before = process.env.TZ;

describe("a time in the reader's zone (Berlin)", () => {
  beforeEach(() => {
    process.env.TZ = "Europe/Berlin";
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });

  it("is shown an hour later than UTC in winter and two in summer", () => {
    expect(localOf("2026-11-24T08:00:00Z")).toBe("2026-11-24T09:00");
    expect(localOf("2026-07-01T08:00:00Z")).toBe("2026-07-01T10:00");
  });

  it("goes back to the instant it came from", () => {
    const instant = "2026-11-24T22:30:00.000Z";
    expect(instantOf(localOf(instant))).toBe(instant);
  });

  it("is none when the text is none", () => {
    expect(["", "2026-11-24", "tomorrow", "2026-13-40T99:00"].map(instantOf)).toEqual([null, null, null, null]);
  });

  it("that the clocks jump over in spring is noticed", () => {
    expect(skipped("2026-03-29T02:30")).toBe(true);
    expect(skipped("2026-03-29T03:30")).toBe(false);
    expect(skipped("")).toBe(false);
  });

  it("keeps the saved seconds as long as the field was not touched", () => {
    const saved = "2026-11-24T08:00:42Z";
    expect(instantKept("2026-11-24T09:00", saved)).toBe(saved);
    expect(instantKept("2026-11-24T09:01", saved)).toBe("2026-11-24T08:01:00.000Z");
    expect(instantKept("2026-11-24T09:00", null)).toBe("2026-11-24T08:00:00.000Z");
  });

  it("begins at the next full hour, over the end of a day", () => {
    expect(fullHour(new Date("2026-11-24T08:41:00Z"), 0)).toBe("2026-11-24T10:00");
    expect(fullHour(new Date("2026-11-24T22:41:00Z"), 24)).toBe("2026-11-26T00:00");
  });
});
