import type { ComponentChildren } from "preact";
import { phaseOf } from "../../state/organizer/exam.ts";
import { SOURCES, STEPS, TOOLS } from "../../state/organizer/template.ts";
import { go, Link } from "../../staff/router.ts";
import { Button } from "../../ui/Button.tsx";
import type { Content, TemplateSettings } from "../../wire/messages.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { Panel } from "../parts/Page.tsx";
import type { Desk, Exam, Row } from "./desk.ts";
import css from "./exams.module.css";
import { withZone } from "../../ui/time.ts";
import { windowText } from "./moments.tsx";

const f = w.exam.facts;

function Counts({ exam }: { exam: Exam }) {
  const { sessions, unassigned, running } = exam;
  return (
    <div class={css.counts}>
      {Object.entries({ sessions, unassigned, running } as const).map(([name, n]) => (
        <div key={name} class={css.count}>
          <strong>{n.toLocaleString()}</strong><span>{w.exam.counts[name as "sessions"]}</span>
        </div>
      ))}
    </div>
  );
}

function ContentFact({ exam }: { exam: Exam }) {
  const content = exam.content as unknown as Content;
  if (content.kind === "tasks") return <>{w.exam.tasksCount(content.tasks?.length ?? 0)}</>;
  return <a href={content.address} target="_blank" rel="noreferrer">{content.address}</a>;
}

const listed = (names: string[]): string => names.join(", ") || w.common.none;

/** The settings in words: what is asked, recorded, watched. */
function settingFacts(settings: TemplateSettings): [string, ComponentChildren][] {
  const on = Object.values(settings.trackers ?? {}).filter((tracker) => tracker.on !== false).length;
  return [
    [f.steps, listed(STEPS.filter((s) => settings.steps?.includes(s)).map((s) => w.template.stepNames[s]))],
    [f.sources, listed(SOURCES.filter((s) => settings.sources?.[s]).map((s) => w.template.sourceNames[s]))],
    [f.trackers, w.exam.trackersOn(on)],
    [f.tools, listed(TOOLS.filter((t) => settings.tools?.includes(t)).map((t) => w.template.toolNames[t]))],
    [f.review, w.exam.points(settings.review_below ?? 0)],
  ];
}

function Facts({ exam }: { exam: Exam }) {
  const facts: [string, ComponentChildren][] = [
    [f.window, withZone(windowText(exam))],
    [f.duration, w.exams.minutes(exam.duration_min)],
    [f.content, <ContentFact exam={exam} />],
    [f.contact, exam.contact || (exam.settings as TemplateSettings).contact || w.common.none],
    [f.template, <Link to={`/staff/templates/${exam.template}`}>{exam.template_name}</Link>],
    ...settingFacts(exam.settings as TemplateSettings),
  ];
  return (
    <dl class={css.facts}>
      {facts.map(([name, value]) => [<dt key={`t${name}`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}

interface Todo {
  name: string;
  text: string;
  done: boolean;
  to: string;
  act: string;
}

const ENDED: readonly Row["state"][] = ["finished", "terminated", "expired"];

/** Once somebody has ended: what a person still has to decide. */
function conclusionOf(exam: Exam, rows: readonly Row[]): Todo[] {
  const s = w.exam.steps;
  const open = rows.filter((row) => ENDED.includes(row.state)).length;
  const marked = rows.filter((row) => row.for_review && ENDED.includes(row.state)).length;
  if (!open && !rows.some((row) => row.state === "concluded")) return [];
  const text = open ? s.concludeLeft(open, marked) : s.concludeDone;
  return [{ name: s.conclude, text, done: !open, to: `/staff/exams/${exam.id}/sessions`, act: s.toSessions }];
}

function todosOf(exam: Exam, rows: readonly Row[]): Todo[] {
  const over = phaseOf(exam, Date.now()) === "over";
  const s = w.exam.steps;
  const path = `/staff/exams/${exam.id}`;
  const covered = exam.sessions > 0 && exam.unassigned === 0;
  const proctors = exam.sessions === 0 ? s.proctorsLater : covered ? s.proctorsDone : s.proctorsLeft(exam.unassigned);
  return [
    { name: s.roster, text: s.rosterDone(exam.sessions), done: exam.sessions > 0, to: `${path}/roster`, act: s.toRoster },
    { name: s.proctors, text: proctors, done: covered, to: `${path}/proctors`, act: s.toProctors },
    { name: s.links, text: s.linksText, done: over, to: `${path}/roster`, act: s.toRoster },
    ...conclusionOf(exam, rows),
  ];
}

function TodoLine({ todo, number }: { todo: Todo; number: number }) {
  return (
    <li>
      <span class={todo.done ? `${css.step} ${css.stepDone}` : css.step}>
        <span aria-hidden="true">{todo.done ? "✓" : number}</span>
        <span class="visually-hidden">{todo.done ? w.exam.steps.done : w.exam.steps.todo}</span>
      </span>
      <span class={css.todoText}><strong>{todo.name}</strong><span>{todo.text}</span></span>
      <Button small onClick={() => go(todo.to)}>{todo.act}</Button>
    </li>
  );
}

export function Overview({ exam, desk }: { exam: Exam; desk: Desk }) {
  const todos = todosOf(exam, desk.rows.data.value ?? []);
  return (
    <div class={css.overview}>
      <Panel title={w.exam.atAGlance}>
        <Counts exam={exam} />
        <Facts exam={exam} />
      </Panel>
      <Panel title={w.exam.steps.title}>
        <ol class={css.todo}>{todos.map((todo, n) => <TodoLine key={todo.name} todo={todo} number={n + 1} />)}</ol>
      </Panel>
    </div>
  );
}
