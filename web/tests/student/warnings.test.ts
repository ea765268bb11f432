import { describe, expect, it } from "vitest";
import { Warnings } from "../../src/state/student/warnings.ts";
import { memory, warned } from "./factory.ts";

describe("warnings of the proctor", () => {
  it("are shown one after the other, the oldest first, each until it is confirmed", () => {
    const warnings = new Warnings(memory());
    warnings.hear(warned("a"));
    warnings.hear(warned("b"));
    expect(warnings.first.value?.id).toBe("a");
    warnings.confirm();
    expect(warnings.first.value?.id).toBe("b");
    warnings.confirm();
    expect(warnings.first.value).toBeNull();
  });

  it("are one however often they come", () => {
    const warnings = new Warnings(memory());
    warnings.hear(warned("a"));
    warnings.hear(warned("a"));
    warnings.confirm();
    expect(warnings.first.value).toBeNull();
  });

  it("cannot be got rid of by a reload", () => {
    const keep = memory();
    new Warnings(keep).hear(warned("a"));
    const reloaded = new Warnings(keep);
    expect(reloaded.first.value).toMatchObject({ id: "a", text: "Look at your screen.", by: "Grace" });
    reloaded.confirm();
    expect(new Warnings(keep).first.value).toBeNull();
    expect(keep.held.size).toBe(0);
  });

  it("survive a memory that another version wrote", () => {
    const keep = memory();
    keep.set("warnings", "?");
    expect(new Warnings(keep).first.value).toBeNull();
  });
});
