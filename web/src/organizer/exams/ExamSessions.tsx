import { useState } from "preact/hooks";
import { matches } from "../../state/organizer/pick.ts";
import { lively, STATES } from "../../state/organizer/sessions.ts";
import { AddMinutes } from "../../staff/times/AddMinutes.tsx";
import { extendExam } from "../../state/staff/times.ts";
import { Button } from "../../ui/Button.tsx";
import { times } from "../../words/times.en.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { Blank, NoMatch } from "../parts/Blank.tsx";
import { Rest, useCut } from "../parts/Cut.tsx";
import { Choice, FilterSelect, SearchBox } from "../parts/inputs.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Toolbar } from "../parts/Page.tsx";
import css from "../parts/parts.module.css";
import { type Picking, usePicking } from "../parts/picking.tsx";
import { Pulse, SessionsTable } from "../sessions/SessionsTable.tsx";
import type { Desk, Row } from "./desk.ts";

const s = w.sessions;
const NO_FILTER = { q: "", state: "", review: false };
type Filter = typeof NO_FILTER;

/** States nobody is in are no choice; with how many there are in each. */
function stateOptions(rows: readonly Row[]): (readonly [string, string])[] {
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  const there = STATES.filter((state) => count(state) > 0);
  return [["", s.allStates], ...there.map((state) => [state, w.proctors.of(s.states[state], count(state))] as const)];
}

const passes = (row: Row, { q, state, review }: Filter): boolean =>
  (!state || row.state === state) && (!review || row.for_review) && matches(`${row.student_name} ${row.student_email}`, q);

const OPEN: readonly Row["state"][] = ["scheduled", "checking", "running"];

/** Minutes for those who are picked, or for everybody whose session is not over. */
function Minutes({ desk, rows, picking }: { desk: Desk; rows: readonly Row[]; picking: Picking }) {
  const [open, setOpen] = useState(false);
  const exam = desk.exam.data.value?.id ?? "";
  const mine = rows.filter((row) => picking.chosen.has(row.id));
  const [only] = mine;
  const whom = mine.length === 1 && only ? only.student_name : mine.length ? times.add.whom(mine.length) : times.add.all;
  if (!rows.some((row) => OPEN.includes(row.state))) return null;
  function done(): void {
    picking.clear();
    void desk.refresh();
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{mine.length ? times.add.toChosen(mine.length) : times.add.toAll}</Button>
      {open && (
        <AddMinutes
          whom={whom} onDone={done} onClose={() => setOpen(false)}
          given={mine.length === 1 && only && OPEN.includes(only.state) ? { session: only.id, minutes: only.extra_min } : null}
          send={(body) => extendExam(exam, { ...body, sessions: mine.length ? mine.map((row) => row.id) : null })}
        />
      )}
    </>
  );
}

function Filled({ desk, rows }: { desk: Desk; rows: Row[] }) {
  const [filter, setFilter] = useState(NO_FILTER);
  const found = rows.filter((row) => passes(row, filter));
  const cut = useCut(found, JSON.stringify(filter));
  const picking = usePicking(cut.shown.map((row) => row.id));
  const set = (patch: Partial<Filter>) => setFilter({ ...filter, ...patch });
  return (
    <>
      <Toolbar>
        <SearchBox label={s.search} value={filter.q} onInput={(q) => set({ q })} />
        <FilterSelect label={s.state} value={filter.state} options={stateOptions(rows)} onInput={(state) => set({ state })} />
        <Choice label={s.review} checked={filter.review} onInput={(review) => set({ review })} />
        <Minutes desk={desk} rows={rows} picking={picking} />
        <span class={css.push} />
        <Pulse on={lively(rows)} />
      </Toolbar>
      {found.length ? <SessionsTable rows={cut.shown} oneExam picking={picking} /> : <NoMatch text={s.noMatch} onClear={() => setFilter(NO_FILTER)} />}
      <Rest {...cut} />
    </>
  );
}

export function ExamSessions({ desk }: { desk: Desk }) {
  return (
    <Loaded loader={desk.rows}>
      {(rows) => (rows.length ? <Filled desk={desk} rows={rows} /> : <Blank title={s.empty} text={s.emptyText} />)}
    </Loaded>
  );
}
