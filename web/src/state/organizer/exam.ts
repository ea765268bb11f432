/** The exam's form and its body, and what an exam is at a moment. */

import type { Body, FieldError } from "../../wire/http.ts";
import type { Content, Task } from "../../wire/messages.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { numberFault, numberOf } from "./numbers.ts";
import { fullHour, instantKept, instantOf, localOf, skipped } from "./zones.ts";

type Exam = Body<"Exam">;

export interface ExamForm {
  title: string;
  template: string;
  opens: string; // local, as in a datetime-local field
  closes: string;
  duration: string;
  kind: Content["kind"];
  address: string;
  tasks: Task[];
  contact: string;
}

export type Phase = "upcoming" | "open" | "over";

export function phaseOf(exam: Pick<Exam, "opens_at" | "closes_at">, now: number): Phase {
  if (now < Date.parse(exam.opens_at)) return "upcoming";
  return now < Date.parse(exam.closes_at) ? "open" : "over";
}

const contentOf = (exam: Exam): Content => exam.content as unknown as Content;

export function examForm(exam: Exam): ExamForm {
  const content = contentOf(exam);
  return {
    title: exam.title,
    template: exam.template,
    opens: localOf(exam.opens_at),
    closes: localOf(exam.closes_at),
    duration: String(exam.duration_min),
    kind: content.kind,
    address: content.address ?? "",
    tasks: content.tasks ?? [],
    contact: exam.contact,
  };
}

/** Tomorrow's next full hour, two hours long: a start that is nearly right more often than an empty field. */
export function newExamForm(now: Date, template: string): ExamForm {
  return {
    title: "", template, opens: fullHour(now, 24), closes: fullHour(now, 26), duration: "90",
    kind: "address", address: "", tasks: [], contact: "",
  };
}

export const DURATION = { least: 1, most: 24 * 60, whole: true } as const;

export function goodAddress(text: string): boolean {
  try {
    const url = new URL(text.trim());
    return (url.protocol === "https:" || url.protocol === "http:") && url.hostname !== "";
  } catch {
    return false;
  }
}

function timeFault(where: string, local: string): FieldError[] {
  if (instantOf(local) === null) return [{ where, message: w.exam.faults.time }];
  return skipped(local) ? [{ where, message: w.exam.faults.skipped }] : [];
}

function windowFaults(form: ExamForm): FieldError[] {
  const faults = [...timeFault("opens_at", form.opens), ...timeFault("closes_at", form.closes)];
  const [from, to] = [instantOf(form.opens), instantOf(form.closes)];
  if (from && to && from >= to) faults.push({ where: "closes_at", message: w.exam.faults.order });
  return faults;
}

const taskFault = (task: Task, at: number): FieldError[] =>
  task.title.trim() ? [] : [{ where: `content.tasks.${at}.title`, message: w.exam.faults.taskTitle }];

function contentFaults(form: ExamForm): FieldError[] {
  if (form.kind === "address") {
    return goodAddress(form.address) ? [] : [{ where: "content.address", message: w.exam.faults.address }];
  }
  if (!form.tasks.length) return [{ where: "content.tasks", message: w.exam.faults.noTasks }];
  return form.tasks.flatMap(taskFault);
}

export function examFaults(form: ExamForm): FieldError[] {
  return [
    ...(form.title.trim() ? [] : [{ where: "title", message: w.exam.faults.title }]),
    ...(form.template ? [] : [{ where: "template", message: w.exam.faults.template }]),
    ...windowFaults(form),
    ...numberFault("duration_min", form.duration, DURATION, w.numbers),
    ...contentFaults(form),
  ];
}

/** A window shorter than the exam ends it early: allowed, but said. Minutes that are missing. */
export function minutesShort(form: ExamForm): number {
  const [from, to, duration] = [instantOf(form.opens), instantOf(form.closes), numberOf(form.duration)];
  if (!from || !to || duration === null) return 0;
  const window = (Date.parse(to) - Date.parse(from)) / 60_000;
  return window > 0 ? Math.max(0, Math.ceil(duration - window)) : 0;
}

/** Whether saving moves ends: only then is there something to be said before. */
export function movesEnds(body: Body<"ExamIn">, saved: Exam): boolean {
  return body.duration_min !== saved.duration_min || Date.parse(body.closes_at) !== Date.parse(saved.closes_at);
}

function contentBody(form: ExamForm): Content {
  if (form.kind === "address") return { kind: "address", address: form.address.trim() };
  return { kind: "tasks", tasks: form.tasks.map((task) => ({ ...task, title: task.title.trim() })) };
}

/** Only of a form without faults. */
export function examBody(form: ExamForm, saved: Exam | null): Body<"ExamIn"> {
  return {
    title: form.title.trim(),
    template: form.template,
    opens_at: instantKept(form.opens, saved?.opens_at ?? null) ?? "",
    closes_at: instantKept(form.closes, saved?.closes_at ?? null) ?? "",
    duration_min: numberOf(form.duration) ?? 0,
    content: { ...contentBody(form) },
    contact: form.contact.trim(),
  };
}

// --- tasks ---------------------------------------------------------------------------------------------------

export const addTask = (tasks: Task[], id: string): Task[] => [...tasks, { id, title: "", text: "" }];

export const changeTask = (tasks: Task[], id: string, patch: Partial<Task>): Task[] =>
  tasks.map((task) => (task.id === id ? { ...task, ...patch } : task));

export const removeTask = (tasks: Task[], id: string): Task[] => tasks.filter((task) => task.id !== id);

/** Swaps with the neighbour above (-1) or below (1). */
export function moveTask(tasks: Task[], id: string, by: -1 | 1): Task[] {
  const from = tasks.findIndex((task) => task.id === id);
  const to = from + by;
  const [a, b] = [tasks[from], tasks[to]];
  if (!a || !b) return tasks;
  const moved = tasks.slice();
  [moved[from], moved[to]] = [b, a];
  return moved;
}
