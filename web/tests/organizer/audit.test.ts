import { describe, expect, it } from "vitest";
import { changesOf, factsOf } from "../../src/state/organizer/audit.ts";

const ID = "11111111-1111-4111-8111-111111111111";

describe("an entry of the audit log", () => {
  it("tells names and leaves out the ids beside them", () => {
    expect(factsOf({ person: ID, name: "Tess", note: "", changes: {} })).toEqual([{ field: "name", value: "Tess" }]);
  });

  it("tells the title once where the title was changed", () => {
    expect(factsOf({ title: "Old", exam: ID, changes: { title: ["Old", "New"] } })).toEqual([]);
  });

  it("tells what was changed, from what to what, by the path of the field", () => {
    expect(changesOf({ changes: { "settings.trackers.voices.weight": [1, 2], roles: [["student"], null] } })).toEqual([
      { path: ["trackers", "voices", "weight"], before: 1, after: 2 },
      { path: ["roles"], before: ["student"], after: null },
    ]);
  });

  it.each([{}, { changes: null }, { changes: "all" }, { changes: { name: "A" } }, { changes: { name: [1] } }])(
    "of a version that wrote it otherwise (%j) is shown without changes", (detail) => {
      expect(changesOf(detail)).toEqual([]);
    });
});
