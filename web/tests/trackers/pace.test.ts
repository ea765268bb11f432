import { describe, expect, it } from "vitest";
import { Pace } from "../../src/trackers/pace.ts";

/** Ten seconds of beats, each look taking so long; the instants at which one was sent. */
function looks(pace: Pace, tookMs: number, from = 0): number[] {
  const sent: number[] = [];
  let free = from;
  for (let now = from; now < from + 10_000; now += 250) {
    if (now < free || !pace.due(now)) continue;
    sent.push(now);
    pace.sent(now);
    pace.done(now + tookMs);
    free = now + tookMs;
  }
  return sent;
}

describe("the pace of the face detector", () => {
  it("is two looks a second on a machine that is quick enough", () => {
    expect(looks(new Pace(), 40)).toHaveLength(20);
  });

  it("is one a second where a look takes too much", () => {
    expect(looks(new Pace(), 400).length).toBeLessThanOrEqual(11);
  });

  it("does not slow down for a single slow look", () => {
    const pace = new Pace();
    looks(pace, 40);
    pace.sent(10_000);
    pace.done(10_900);
    expect(looks(pace, 40, 11_000)).toHaveLength(20);
  });

  it("comes back when the machine is quick again, not at the edge between", () => {
    const pace = new Pace();
    looks(pace, 400);
    expect(looks(pace, 200, 20_000).length).toBeLessThan(12);
    looks(pace, 40, 40_000);
    expect(looks(pace, 40, 60_000)).toHaveLength(20);
  });

  it("is counted over the last five seconds", () => {
    const pace = new Pace();
    looks(pace, 40);
    expect(pace.perSecond(10_000)).toBeCloseTo(2, 0);
    expect(pace.perSecond(20_000)).toBe(0);
  });

  it("does not stop when the clock is set back", () => {
    const pace = new Pace();
    pace.sent(100_000);
    expect(pace.due(50_000)).toBe(true);
  });
});
