import { useLayoutEffect, useRef } from "preact/hooks";
import type { Saving } from "../../state/student/answers.ts";
import type { Task } from "../../wire/messages.ts";
import { student as w } from "../../words/student.en.ts";
import { useSession } from "../context.ts";
import css from "./exam.module.css";

/** As the server takes it (`AnswerIn`). */
const LONGEST = 100_000;

export function Tasks({ tasks }: { tasks: readonly Task[] }) {
  return (
    <div class={css.scroll}>
      <ol class={css.tasks} aria-label={w.exam.tasks}>
        {tasks.map((task, i) => <One key={task.id} task={task} number={i + 1} of={tasks.length} />)}
      </ol>
    </div>
  );
}

function One({ task, number, of }: { task: Task; number: number; of: number }) {
  return (
    <li class={css.task}>
      <p class={css.soft}>{w.exam.task(number, of)}</p>
      <h2>{task.title}</h2>
      {task.text && <p class={css.text}>{task.text}</p>}
      <Answer task={task} />
    </li>
  );
}

function Answer({ task }: { task: Task }) {
  const { answers } = useSession();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = answers.texts.value[task.id] ?? "";
  useLayoutEffect(() => grow(field.current), [text]);
  return (
    <>
      <label class={css.label} for={`answer-${task.id}`}>
        {w.exam.answer}<span class="visually-hidden">: {task.title}</span>
      </label>
      <textarea
        ref={field} id={`answer-${task.id}`} class={css.answer} rows={7} maxLength={LONGEST} value={text}
        aria-describedby={`saving-${task.id}`} onInput={(event) => answers.write(task.id, event.currentTarget.value)}
      />
      <State id={`saving-${task.id}`} state={answers.saving.value[task.id] ?? (text ? "saved" : null)} />
    </>
  );
}

/** Only ever larger: a field that shrinks for a moment makes the page jump under the hands. */
function grow(field: HTMLTextAreaElement | null): void {
  if (field && field.scrollHeight > field.clientHeight) field.style.height = `${field.scrollHeight + 2}px`;
}

/** Read out only when something is wrong: "saving" and "saved" every few words would drown the writing. */
function State({ id, state }: { id: string; state: Saving | null }) {
  const isWrong = state === "offline" || state === "refused";
  return (
    <p id={id} class={`${css.state} ${state ? css[state] ?? "" : ""}`} aria-live={isWrong ? "polite" : "off"}>
      {state ? w.exam.saving[state] : ""}
    </p>
  );
}
