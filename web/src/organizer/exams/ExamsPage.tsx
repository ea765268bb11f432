import * as api from "../../state/organizer/api.ts";
import { phaseOf } from "../../state/organizer/exam.ts";
import { paged } from "../../state/organizer/load.ts";
import { go, goSearch, Link, search } from "../../staff/router.ts";
import { Button } from "../../ui/Button.tsx";
import { zoneName } from "../../ui/time.ts";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { Blank, More, NoMatch } from "../parts/Blank.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { useEvery, useLoad, useOnce } from "../parts/hooks.ts";
import { FilterSelect } from "../parts/inputs.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { PageHead, Toolbar } from "../parts/Page.tsx";
import css from "../parts/parts.module.css";
import { PhaseBadge, windowText } from "./moments.tsx";

type Exam = Body<"Exam">;
type Show = keyof typeof w.exams.phase;
const REFRESH_MS = 15_000; // the counts of an exam that is open

const pathOf = (exam: Exam): string => `/staff/exams/${exam.id}`;
const c = w.exams.columns;

const COLUMNS: readonly Column<Exam>[] = [
  { key: "title", head: c.title, cell: (e) => <div class={css.nameCell}><Link to={pathOf(e)}>{e.title}</Link></div> },
  { key: "state", head: c.state, narrow: true, cell: (e) => <PhaseBadge exam={e} /> },
  { key: "window", head: c.window, narrow: true, cell: windowText },
  { key: "duration", head: c.duration, narrow: true, align: "right", wideOnly: true, cell: (e) => w.exams.minutes(e.duration_min) },
  { key: "template", head: c.template, wideOnly: true, cell: (e) => e.template_name },
  { key: "sessions", head: c.sessions, narrow: true, align: "right", cell: (e) => e.sessions.toLocaleString() },
  { key: "unassigned", head: c.unassigned, narrow: true, align: "right", cell: (e) => <Count n={e.unassigned} ink={css.warnInk} /> },
  { key: "running", head: c.running, narrow: true, align: "right", cell: (e) => <Count n={e.running} ink={css.brandInk} /> },
];

const Count = ({ n, ink }: { n: number; ink: string | undefined }) => <span class={n ? ink : css.soft}>{n.toLocaleString()}</span>;

function shownNow(): Show {
  const show = new URLSearchParams(search.value).get("show") ?? "all";
  return show in w.exams.phase ? (show as Show) : "all";
}

const setShow = (show: string): void => goSearch(show === "all" ? "" : `?show=${show}`);

const NewExam = () => <Button kind="primary" onClick={() => go("/staff/exams/new")}>{w.exams.add}</Button>;

function List({ exams, show, more }: { exams: Exam[]; show: Show; more: boolean }) {
  const rows = exams.filter((e) => show === "all" || phaseOf(e, Date.now()) === show);
  if (rows.length) return <Grid caption={w.exams.caption} columns={COLUMNS} rows={rows} id={(e) => e.id} to={pathOf} />;
  if (exams.length || more) return <NoMatch onClear={() => setShow("all")} />;
  return <Blank title={w.exams.empty} text={w.exams.emptyText}><NewExam /></Blank>;
}

const isOpen = (exam: Exam): boolean => phaseOf(exam, Date.now()) === "open";

export function ExamsPage() {
  const list = useOnce(() => paged(api.exams));
  useLoad(list);
  useEvery(REFRESH_MS, (list.data.value ?? []).some(isOpen), list.load);
  const show = shownNow();
  const options = Object.entries(w.exams.phase);
  return (
    <>
      <PageHead title={w.exams.title} lead={w.common.utc(zoneName())}><NewExam /></PageHead>
      <Toolbar><FilterSelect label={w.exams.shown} value={show} options={options} onInput={setShow} /></Toolbar>
      <Loaded loader={list}>{(exams) => <List exams={exams} show={show} more={!!list.next.value} />}</Loaded>
      <More list={list} />
    </>
  );
}
