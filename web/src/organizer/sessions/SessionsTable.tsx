import { Link } from "../../staff/router.ts";
import { dateTime } from "../../ui/time.ts";
import type { Body } from "../../wire/http.ts";
import { times } from "../../words/times.en.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { ConclusionCell, ScoreCell, StateCell } from "../parts/cells.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import css from "../parts/parts.module.css";
import { type Picking, pickColumn } from "../parts/picking.tsx";

type Row = Body<"SessionRow">;
const c = w.sessions.columns;

const pathOf = (row: Row): string => `/staff/sessions/${row.id}`;

const Student = ({ row }: { row: Row }) => (
  <div class={css.nameCell}>
    <Link to={pathOf(row)}>{row.student_name}</Link><span class={css.second}>{row.student_email}</span>
  </div>
);

const Proctor = ({ row }: { row: Row }) => (
  <div class={css.personCell}>
    {row.proctor_name ?? <span class={css.soft}>{w.proctors.without}</span>}
    {row.rating !== null && <span class={css.second}>{w.sessions.rating(row.rating)}</span>}
  </div>
);

/** With the minutes that were added. */
const State = ({ row }: { row: Row }) => (
  <div class={css.personCell}>
    <StateCell row={row} />
    {row.extra_min > 0 && <span class={css.second} title={times.add.addedHint(row.extra_min)}>{times.add.added(row.extra_min)}</span>}
  </div>
);

const COLUMNS: readonly Column<Row>[] = [
  { key: "student", head: c.student, cell: (r) => <Student row={r} /> },
  { key: "exam", head: c.exam, wideOnly: true, cell: (r) => r.exam_title },
  { key: "state", head: c.state, narrow: true, cell: (r) => <State row={r} /> },
  { key: "score", head: c.score, narrow: true, cell: (r) => <ScoreCell row={r} /> },
  { key: "violations", head: c.violations, narrow: true, align: "right", cell: (r) => <span class={r.violations ? css.figure : css.soft}>{r.violations}</span> },
  { key: "proctor", head: c.proctor, wideOnly: true, cell: (r) => <Proctor row={r} /> },
  { key: "started", head: c.started, narrow: true, wideOnly: true, cell: (r) => (r.started_at ? dateTime(r.started_at) : "") },
  { key: "conclusion", head: c.conclusion, narrow: true, cell: (r) => <ConclusionCell row={r} /> },
];

/** `oneExam`: the exam stands over the table already. */
export function SessionsTable({ rows, oneExam, picking }: { rows: readonly Row[]; oneExam?: boolean; picking?: Picking }) {
  const columns = oneExam ? COLUMNS.filter((column) => column.key !== "exam") : COLUMNS;
  return (
    <Grid caption={w.sessions.caption} columns={picking ? [pickColumn<Row>(picking), ...columns] : columns} rows={rows} id={(r) => r.id}
      to={pathOf} marked={(r) => !!picking?.chosen.has(r.id)} />
  );
}

/** Says whether the table follows what happens. */
export const Pulse = ({ on }: { on: boolean }) => (
  <span class={on ? `${css.pulse} ${css.pulseOn}` : css.pulse}>{on ? w.sessions.live : w.sessions.stopped}</span>
);
