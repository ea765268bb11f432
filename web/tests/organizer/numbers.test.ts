import { describe, expect, it } from "vitest";
import { complaintOf, kept, numberFault, numberOf, shown } from "../../src/state/organizer/numbers.ts";

describe("a typed number", () => {
  it("may have a point or a comma, and spaces around it", () => {
    expect(["1.5", "1,5", " 2 ", "-70", "+3", ".5", "4."].map(numberOf)).toEqual([1.5, 1.5, 2, -70, 3, 0.5, 4]);
  });

  it("is none when something else stands there", () => {
    expect(["", "-", "1e3", "1.2.3", "0x10", "five", "1 000"].map(numberOf)).toEqual(Array(7).fill(null));
  });

  it("is told what is wrong with it: no number, not whole, out of range", () => {
    const range = { least: 1, most: 20, whole: true };
    expect(["x", "2.5", "0", "21", "1", "20"].map((text) => complaintOf(text, range))).toEqual(["number", "whole", "range", "range", null, null]);
  });

  it("has its error at its place, in words that are given", () => {
    const say = (complaint: string) => `said: ${complaint}`;
    expect(numberFault("a.b", "", { least: 0, most: 1 }, say)).toEqual([{ where: "a.b", message: "said: number" }]);
    expect(numberFault("a.b", "1", { least: 0, most: 1 }, say)).toEqual([]);
  });
});

describe("a share shown in percent", () => {
  it("comes back as it went, without the digits that binary fractions add", () => {
    const shares = [0.07, 0.29, 0.57, 0.8, 1];
    expect(shares.map((share) => shown(share, 100))).toEqual(["7", "29", "57", "80", "100"]);
    expect(shares.map((share) => kept(shown(share, 100), 100))).toEqual(shares);
  });
});
