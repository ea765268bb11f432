import { describe, expect, it } from "vitest";
import { type Look, newPace, type Pace, paceAfter } from "../../src/capture/pace.ts";

/** A second after another, with the line up since long ago. */
function run(pace: Pace, from: number, seconds: number, look: Partial<Look>): Pace {
  let now = pace;
  for (let s = 1; s <= seconds; s++) {
    const at = { now: from + s * 1000, onlineMs: -60_000, lagMs: 300, moving: true, cornered: false };
    now = paceAfter(now, { ...at, ...look });
  }
  return now;
}

describe("the pace", () => {
  it("steps down on a line that stays too thin, one step at a time, to the last", () => {
    const thin = { lagMs: 5000 };
    expect(run(newPace(0), 0, 5, thin).level).toBe(0);
    expect(run(newPace(0), 0, 10, thin).level).toBe(1);
    expect(run(newPace(0), 0, 60, thin).level).toBe(3);
  });

  it("stays where it is over an outage, a silence and the catching up after them", () => {
    expect(run(newPace(0), 0, 90, { onlineMs: null, lagMs: 0 }).level).toBe(0);
    expect(run(newPace(0), 0, 20, { lagMs: 15_000, moving: false }).level).toBe(0);
    expect(run(newPace(0), 0, 4, { lagMs: 8000 }).level).toBe(0);
    expect(run(newPace(0), 0, 14, { onlineMs: 0, lagMs: 8000 }).level).toBe(0);
  });

  it("comes back up slowly, and more slowly when that was too much", () => {
    const low = run(newPace(0), 0, 10, { lagMs: 5000 });
    expect(run(low, 10_000, 25, {}).level).toBe(1);
    const up = run(low, 10_000, 35, {});
    expect(up.level).toBe(0);
    const again = run(up, 45_000, 12, { lagMs: 5000 });
    expect(again).toMatchObject({ level: 1, holdMs: 60_000 });
    expect(run(again, 57_000, 45, {}).level).toBe(1);
    expect(run(again, 57_000, 65, {}).level).toBe(0);
  });

  it("steps down when neither line nor disk takes anything", () => {
    expect(run(newPace(0), 0, 20, { onlineMs: null, cornered: true }).level).toBe(2);
  });
});
