import { describe, expect, it } from "vitest";
import { draft } from "../../src/state/organizer/draft.ts";
import { errorAt, homeless, placeOf, without } from "../../src/state/organizer/faults.ts";
import { Refusal } from "../../src/wire/http.ts";

const fine = () => [];
const titleMissing = [{ where: "title", message: "Give it a title." }];

describe("a form", () => {
  it("is dirty once it differs from what is saved, and clean again when typed back", () => {
    const form = draft({ title: "a" });
    form.set({ title: "b" });
    expect(form.dirty.value).toBe(true);
    form.set({ title: "a" });
    expect(form.dirty.value).toBe(false);
  });

  it("sends nothing while its own check finds faults", async () => {
    const form = draft({ title: "" });
    let sent = 0;
    const answer = await form.submit(() => titleMissing, async () => ++sent);
    expect([answer, sent, form.errors.value]).toEqual([null, 0, titleMissing]);
  });

  it("keeps what was typed when the server refuses, and tells the reason at its place", async () => {
    const form = draft({ title: "a" });
    form.set({ title: "b" });
    const no = new Refusal(409, "taken", "Taken.", [{ where: "body.title", message: "Taken." }]);
    await form.submit(fine, () => Promise.reject(no));
    expect(form.form.value.title).toBe("b");
    expect(form.dirty.value).toBe(true);
    expect(errorAt(form.errors.value, "title")).toBe("Taken.");
    expect(form.busy.value).toBe(false);
  });

  it("is saved with what was sent; what was typed meanwhile stays unsaved", async () => {
    const form = draft({ title: "a" });
    form.set({ title: "b" });
    await form.submit(fine, async () => {
      form.set({ title: "c" });
      return true;
    });
    expect([form.form.value.title, form.dirty.value]).toEqual(["c", true]);
    form.discard();
    expect(form.form.value.title).toBe("b");
  });

  it("does not send twice at a second press", async () => {
    const form = draft({ title: "a" });
    let sent = 0;
    const send = async () => ++sent;
    await Promise.all([form.submit(fine, send), form.submit(fine, send)]);
    expect(sent).toBe(1);
  });

  it("lets a bug through: only refusals are told in the form", async () => {
    const form = draft({ title: "a" });
    await expect(form.submit(fine, () => Promise.reject(new TypeError("bug")))).rejects.toThrow("bug");
    expect(form.busy.value).toBe(false);
  });

  it("drops an error, and those below it, with the change of its field", async () => {
    const form = draft({ title: "", tasks: 0 });
    const all = [...titleMissing, { where: "tasks.1.title", message: "x" }];
    await form.submit(() => all, async () => true);
    form.set({ tasks: 1 }, "tasks");
    expect(form.errors.value).toEqual(titleMissing);
  });
});

describe("the place of an error", () => {
  it("reads the server's ways of naming it alike", () => {
    const place = (where: string) => placeOf({ where, message: "" });
    expect(["body.title", "body → title", "title"].map(place)).toEqual(["title", "title", "title"]);
  });

  it("of no field leaves the error to be told above the form", () => {
    const errors = [{ where: "body.title", message: "a" }, { where: "body.secret", message: "b" }];
    expect(homeless(errors, (place) => place === "title").map((error) => error.message)).toEqual(["b"]);
    expect(without(errors, "secret")).toHaveLength(1);
  });
});
