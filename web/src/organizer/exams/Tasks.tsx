import { useRef } from "preact/hooks";
import type { Draft } from "../../state/organizer/draft.ts";
import { addTask, changeTask, type ExamForm, moveTask, removeTask } from "../../state/organizer/exam.ts";
import { errorAt } from "../../state/organizer/faults.ts";
import { toast } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { TextArea, TextField } from "../../ui/Form.tsx";
import ui from "../../ui/ui.module.css";
import type { Task } from "../../wire/messages.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { RowActions } from "../parts/cells.tsx";
import parts from "../parts/parts.module.css";
import css from "./exams.module.css";

type ExamDraft = Draft<ExamForm>;

/** Short and unlike any other of this exam; `crypto.randomUUID` is missing where there is no TLS. */
const newId = (tasks: readonly Task[]): string => {
  for (let n = tasks.length + 1; ; n++) if (!tasks.some((task) => task.id === `t${n}`)) return `t${n}`;
};

/** Moves shift the places of errors: those of all tasks go, the next check finds them again. */
const setTasks = (draft: ExamDraft, tasks: Task[]): void => draft.set({ tasks }, "content.tasks");

function drop(draft: ExamDraft, id: string): void {
  const before = draft.form.value.tasks;
  setTasks(draft, removeTask(before, id));
  toast(w.exam.dropped, "plain", { text: w.common.undo, act: () => setTasks(draft, before) });
}

function actionsOf(draft: ExamDraft, task: Task, at: number) {
  const tasks = draft.form.value.tasks;
  const move = (by: -1 | 1) => () => setTasks(draft, moveTask(tasks, task.id, by));
  return [
    ...(at > 0 ? [{ text: "↑", label: w.exam.up(at + 1), act: move(-1) }] : []),
    ...(at < tasks.length - 1 ? [{ text: "↓", label: w.exam.down(at + 1), act: move(1) }] : []),
    { text: w.common.remove, label: w.exam.drop(at + 1), act: () => drop(draft, task.id) },
  ];
}

function TaskFields({ draft, task, at }: { draft: ExamDraft; task: Task; at: number }) {
  const place = `content.tasks.${at}`;
  const set = (patch: Partial<Task>, field: string) =>
    draft.set({ tasks: changeTask(draft.form.value.tasks, task.id, patch) }, `${place}.${field}`);
  return (
    <section class={css.task} aria-label={w.exam.task(at + 1)}>
      <div class={css.taskHead}><h3>{w.exam.task(at + 1)}</h3><RowActions items={actionsOf(draft, task, at)} /></div>
      <TextField label={w.exam.taskTitle} value={task.title} error={errorAt(draft.errors.value, `${place}.title`)}
        onInput={(title) => set({ title }, "title")} attributes={{ maxLength: 200 }} />
      <TextArea label={w.exam.taskText} value={task.text} error={errorAt(draft.errors.value, `${place}.text`)}
        rows={Math.min(12, Math.max(3, task.text.split("\n").length + 1))} onInput={(text) => set({ text }, "text")} />
    </section>
  );
}

export function Tasks({ draft }: { draft: ExamDraft }) {
  const tasks = draft.form.value.tasks;
  const fault = errorAt(draft.errors.value, "content.tasks");
  const box = useRef<HTMLDivElement>(null);
  function add(): void {
    setTasks(draft, addTask(tasks, newId(tasks)));
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("section:last-of-type input")?.focus());
  }
  return (
    <div ref={box}>
      {!tasks.length && <p class={parts.soft}>{w.exam.emptyTasks}</p>}
      {tasks.map((task, at) => <TaskFields key={task.id} draft={draft} task={task} at={at} />)}
      {fault && <p class={`${ui.error} ${parts.groupFault}`} role="alert">{fault}</p>}
      <Button onClick={add}>{w.exam.addTask}</Button>
    </div>
  );
}
