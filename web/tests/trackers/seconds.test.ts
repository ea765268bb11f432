import { describe, expect, it } from "vitest";
import { Seconds } from "../../src/trackers/seconds.ts";

const T = 1_800_000_000_000;
const values = (seconds: Seconds, now: number, name = "a") => seconds.closed(now).map((one) => [one.at_ms - T, one.values[name]]);

describe("the seconds", () => {
  it("hold the share of yeses among the looks of each", () => {
    const seconds = new Seconds(["a", "b"], T);
    for (const [ms, answer] of [[0, true], [250, true], [500, false], [750, true], [1000, false]] as const) seconds.add("a", answer, T + ms); // prettier-ignore
    expect(seconds.closed(T + 2300)).toEqual([
      { at_ms: T, values: { a: 0.75, b: null } },
      { at_ms: T + 1000, values: { a: 0, b: null } },
    ]);
  });

  it("are null where nobody could look: unknown is not guilty", () => {
    const seconds = new Seconds(["a"], T);
    seconds.add("a", null, T + 100);
    expect(values(seconds, T + 1300)).toEqual([[0, null]]);
  });

  it("do not count a look that could not be made among the others", () => {
    const seconds = new Seconds(["a"], T);
    seconds.add("a", null, T + 100);
    seconds.add("a", true, T + 200);
    expect(values(seconds, T + 1300)).toEqual([[0, 1]]);
  });

  it("begin with the first whole one", () => {
    const seconds = new Seconds(["a"], T + 400);
    seconds.add("a", true, T + 500);
    expect(values(seconds, T + 1300)).toEqual([]);
    expect(values(seconds, T + 2300)).toEqual([[1000, 1]]);
  });

  it("wait a little for the looks that are still in the model", () => {
    const seconds = new Seconds(["a"], T);
    expect(values(seconds, T + 1299)).toEqual([]);
    seconds.add("a", true, T + 900);
    expect(values(seconds, T + 1300)).toEqual([[0, 1]]);
  });

  it("take a late look into the next, and one that is too late into none", () => {
    const seconds = new Seconds(["a"], T);
    seconds.closed(T + 5300);
    seconds.add("a", true, T + 3500);
    seconds.add("a", false, T + 1500);
    expect(values(seconds, T + 6300)).toEqual([[5000, 1]]);
  });

  it("are each told once, also when the clock is set back", () => {
    const seconds = new Seconds(["a"], T);
    expect(values(seconds, T + 2300).map(([at]) => at)).toEqual([0, 1000]);
    expect(values(seconds, T + 800)).toEqual([]);
    expect(values(seconds, T + 3300).map(([at]) => at)).toEqual([2000]);
  });

  it("of a page that slept are told by nobody", () => {
    const seconds = new Seconds(["a"], T);
    seconds.add("a", true, T + 100);
    expect(values(seconds, T + 60_300)).toEqual([[59_000, null]]);
  });
});
