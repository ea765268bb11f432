import { describe, expect, it } from "vitest";
import {
  addTask, type ExamForm, examBody, examFaults, examForm, goodAddress, minutesShort, moveTask, newExamForm, phaseOf, removeTask,
} from "../../src/state/organizer/exam.ts";
import type { Body } from "../../src/wire/http.ts";

const exam = (patch: Partial<Body<"Exam">> = {}): Body<"Exam"> => ({
  id: "e", title: "Algebra", template: "t", template_name: "Strict", opens_at: "2026-11-24T08:00:30Z",
  closes_at: "2026-11-24T10:00:00Z", duration_min: 90, content: { kind: "address", address: "https://quiz.example.edu/1" },
  contact: "", settings: {}, sessions: 0, unassigned: 0, running: 0, ...patch,
});
const form = (patch: Partial<ExamForm> = {}): ExamForm => ({ ...examForm(exam()), ...patch });
const places = (patch: Partial<ExamForm>) => examFaults(form(patch)).map((fault) => fault.where);

describe("an exam", () => {
  it("is upcoming, open and over by its window, open from its first instant and over at its last", () => {
    const at = (time: string) => phaseOf(exam(), Date.parse(`2026-11-24T${time}Z`));
    expect(["08:00:29", "08:00:30", "09:59:59", "10:00:00"].map(at)).toEqual(["upcoming", "open", "open", "over"]);
  });

  it("comes through the form unchanged, seconds and all", () => {
    const body = examBody(form(), exam());
    expect(Date.parse(body.opens_at)).toBe(Date.parse(exam().opens_at));
    expect(body).toMatchObject({ title: "Algebra", template: "t", duration_min: 90, content: { kind: "address", address: "https://quiz.example.edu/1" } });
  });

  it("begins as two hours of tomorrow, at a full hour", () => {
    const fresh = newExamForm(new Date(2026, 10, 24, 9, 41), "t");
    expect([fresh.opens, fresh.closes]).toEqual(["2026-11-25T10:00", "2026-11-25T12:00"]);
  });
});

describe("the exam's form", () => {
  it("is fine as it was saved", () => {
    expect(examFaults(form())).toEqual([]);
  });

  it("names every missing entry at its place", () => {
    expect(places({ title: " ", template: "", opens: "", duration: "soon", address: "quiz.example.edu" })).toEqual([
      "title", "template", "opens_at", "duration_min", "content.address",
    ]);
  });

  it("closes after it opens", () => {
    expect(places({ opens: "2026-11-24T10:00", closes: "2026-11-24T10:00" })).toEqual(["closes_at"]);
  });

  it("takes whole minutes up to a day", () => {
    expect(["0", "1", "90.5", "1440", "1441"].map((duration) => places({ duration }).length)).toEqual([1, 0, 1, 0, 1]);
  });

  it("says by how much the window cuts the exam short", () => {
    const window = { opens: "2026-11-24T10:00", closes: "2026-11-24T11:00" };
    expect(minutesShort(form({ ...window, duration: "75" }))).toBe(15);
    expect(minutesShort(form({ ...window, duration: "60" }))).toBe(0);
    expect(minutesShort(form({ ...window, duration: "?" }))).toBe(0);
  });

  it("opens only addresses of the web", () => {
    const addresses = ["https://a.example/x?y=1", "http://a.example", " https://a.example ", "javascript:alert(1)", "a.example", "https://"];
    expect(addresses.map(goodAddress)).toEqual([true, true, true, false, false, false]);
  });
});

describe("the tasks of an exam", () => {
  const tasks = ["a", "b", "c"].reduce((list, id) => addTask(list, id), [] as ExamForm["tasks"]);
  const ids = (list: ExamForm["tasks"]) => list.map((task) => task.id).join("");

  it("need a title each, and there is at least one", () => {
    expect(places({ kind: "tasks", tasks: [] })).toEqual(["content.tasks"]);
    expect(places({ kind: "tasks", tasks: [{ id: "a", title: "One", text: "" }, { id: "b", title: " ", text: "x" }] })).toEqual(["content.tasks.1.title"]);
  });

  it("move by one place and stop at the ends", () => {
    expect([moveTask(tasks, "a", 1), moveTask(tasks, "a", -1), moveTask(tasks, "c", 1), moveTask(tasks, "x", 1)].map(ids)).toEqual(["bac", "abc", "abc", "abc"]);
    expect(ids(removeTask(tasks, "b"))).toBe("ac");
  });

  it("go out without the address that was typed before", () => {
    const body = examBody(form({ kind: "tasks", tasks: [{ id: "a", title: " One ", text: "x" }] }), null);
    expect(body.content).toEqual({ kind: "tasks", tasks: [{ id: "a", title: "One", text: "x" }] });
  });
});
