import { useRef } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import { type Paged, paged } from "../../state/organizer/load.ts";
import { filtered, filterOf, lively, REFRESH_MS, STATES, searchOf } from "../../state/organizer/sessions.ts";
import { roles } from "../../state/staff/account.ts";
import { go, goSearch, search } from "../../staff/router.ts";
import { Button } from "../../ui/Button.tsx";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { Blank, More, NoMatch } from "../parts/Blank.tsx";
import { useEvery, useLoad, useOnce } from "../parts/hooks.ts";
import { Choice, FilterSelect, SearchBox } from "../parts/inputs.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { PageHead, Toolbar } from "../parts/Page.tsx";
import css from "../parts/parts.module.css";
import { useTyped } from "../parts/query.ts";
import { Pulse, SessionsTable } from "./SessionsTable.tsx";

type Row = Body<"SessionRow">;
type Filter = api.SessionFilter;
const s = w.sessions;

const isOrganizer = (): boolean => roles.value.includes("organizer");

const setFilter = (filter: Filter, patch: Partial<Filter>): void => goSearch(searchOf({ ...filter, ...patch }));

/** The chosen exam is offered even when it is not on the first page of exams. */
function examOptions(exams: readonly Body<"Exam">[], rows: readonly Row[], chosen: string): (readonly [string, string])[] {
  const options = exams.map((exam) => [exam.id, exam.title] as const);
  const own = rows.find((row) => row.exam === chosen)?.exam_title ?? chosen;
  const missing = chosen && !exams.some((exam) => exam.id === chosen);
  return [["", s.allExams], ...(missing ? [[chosen, own] as const] : []), ...options];
}

/** Exams are the organizer's; who only watches has few, and sees them in the rows. */
function ExamFilter({ filter, rows }: { filter: Filter; rows: readonly Row[] }) {
  const exams = useOnce(() => paged(api.exams));
  useLoad(exams);
  const options = examOptions(exams.data.value ?? [], rows, filter.exam);
  return <FilterSelect label={s.exam} value={filter.exam} options={options} onInput={(exam) => setFilter(filter, { exam })} />;
}

function Search({ filter }: { filter: Filter }) {
  const [typed, setTyped] = useTyped(filter.q, (q) => setFilter(filterOf(search.value), { q }));
  return <SearchBox label={s.search} value={typed} onInput={setTyped} />;
}

const STATE_OPTIONS = [["", s.allStates], ...STATES.map((state) => [state, s.states[state]] as const)] as const;

function Filters({ filter, rows }: { filter: Filter; rows: readonly Row[] }) {
  return (
    <Toolbar>
      <Search filter={filter} />
      {isOrganizer() && <ExamFilter filter={filter} rows={rows} />}
      <FilterSelect label={s.state} value={filter.state} options={STATE_OPTIONS} onInput={(state) => setFilter(filter, { state })} />
      <Choice label={s.review} checked={filter.for_review} onInput={(for_review) => setFilter(filter, { for_review })} />
      <span class={css.push} />
      {rows.length > 0 && <Pulse on={lively(rows)} />}
    </Toolbar>
  );
}

function Nothing({ filter }: { filter: Filter }) {
  if (filtered(filter)) return <NoMatch text={s.noMatch} onClear={() => goSearch("")} />;
  if (!isOrganizer()) return <Blank title={s.noneYours} />;
  return <Blank title={s.empty} text={s.emptyText}><Button kind="primary" onClick={() => go("/staff/exams")}>{s.toExams}</Button></Blank>;
}

function useSessions(filter: Filter): Paged<Row> {
  const now = useRef(filter);
  now.current = filter;
  const list = useOnce(() => paged((after) => api.sessions(now.current, after)));
  useLoad(list, searchOf(filter));
  useEvery(REFRESH_MS, lively(list.data.value ?? []), list.load);
  return list;
}

export function SessionsPage() {
  const filter = filterOf(search.value);
  const list = useSessions(filter);
  return (
    <>
      <PageHead title={s.title} />
      <Filters filter={filter} rows={list.data.value ?? []} />
      <Loaded loader={list} rows={10}>
        {(rows) => (rows.length ? <SessionsTable rows={rows} /> : <Nothing filter={filter} />)}
      </Loaded>
      <More list={list} />
    </>
  );
}
