import { describe, expect, it } from "vitest";
import { loadAfter, loadsOf, previewOf, withoutProctor } from "../../src/state/organizer/share.ts";
import type { Body } from "../../src/wire/http.ts";

type Row = Pick<Body<"SessionRow">, "id" | "proctor" | "state">;

let count = 0;
const row = (proctor: string | null, state: Row["state"] = "scheduled"): Row => ({ id: `s${++count}`, proctor, state });
const rows = (n: number, proctor: string | null, state?: Row["state"]) => Array.from({ length: n }, () => row(proctor, state));

describe("sharing out", () => {
  it("gives each session to the proctor with the fewest", () => {
    const preview = previewOf([...rows(4, "ana"), ...rows(6, null)], ["ana", "ben"], 30, true);
    expect(preview.assigned).toBe(6);
    expect(Object.fromEntries(preview.perProctor)).toEqual({ ana: 5, ben: 5 });
  });

  it("gives the first of equals the next one", () => {
    expect(Object.fromEntries(previewOf(rows(4, null), ["b", "a", "c"], 30, true).perProctor)).toEqual({ b: 2, a: 1, c: 1 });
  });

  it("leaves over what finds no place under the limit", () => {
    const preview = previewOf(rows(65, null), ["ana", "ben"], 30, true);
    expect([preview.assigned, preview.unassigned]).toEqual([60, 5]);
  });

  it("leaves a proctor who has more than the limit as they are", () => {
    const preview = previewOf([...rows(9, "ana"), ...rows(3, null)], ["ana", "ben"], 5, true);
    expect(Object.fromEntries(preview.perProctor)).toEqual({ ana: 9, ben: 3 });
  });

  it("begins from nothing when sessions need not stay with their proctor", () => {
    const preview = previewOf([...rows(6, "ana"), ...rows(2, null)], ["ana", "ben"], 30, false);
    expect(Object.fromEntries(preview.perProctor)).toEqual({ ana: 4, ben: 4 });
  });

  it("passes over sessions that have ended", () => {
    const preview = previewOf([...rows(2, null, "finished"), ...rows(1, null, "running"), ...rows(1, null, "concluded")], ["ana"], 30, true);
    expect([preview.assigned, preview.unassigned]).toEqual([1, 0]);
  });

  it("has nobody to give to without proctors", () => {
    expect(previewOf(rows(3, null), [], 30, true)).toMatchObject({ assigned: 0, unassigned: 3 });
  });
});

describe("what a proctor would have afterwards", () => {
  const now = [...rows(4, "ana"), ...rows(1, "ana", "finished"), ...rows(3, "cy"), ...rows(2, null)];

  it("is what they were given and what they had, when sessions stay", () => {
    const preview = previewOf(now, ["ana", "ben"], 30, true);
    expect(["ana", "ben", "cy"].map((id) => loadAfter(preview, now, id, true))).toEqual([5, 2, 3]);
  });

  it("keeps what has ended when all is shared anew, and takes the rest from who was not chosen", () => {
    const preview = previewOf(now, ["ana", "ben"], 30, false);
    expect(["ana", "ben", "cy"].map((id) => loadAfter(preview, now, id, false))).toEqual([6, 4, 0]);
  });
});

describe("the load", () => {
  it("counts each proctor's sessions; those without proctor are nobody's", () => {
    const all = [...rows(2, "ana"), ...rows(1, "ben"), ...rows(3, null)];
    expect(Object.fromEntries(loadsOf(all))).toEqual({ ana: 2, ben: 1 });
    expect(withoutProctor(all)).toHaveLength(3);
  });
});
