import { useState } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import { matches, type Picked } from "../../state/organizer/pick.ts";
import { loadsOf, withoutProctor } from "../../state/organizer/share.ts";
import { Button } from "../../ui/Button.tsx";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { useAct } from "../parts/act.ts";
import { NoMatch } from "../parts/Blank.tsx";
import { Rest, useCut } from "../parts/Cut.tsx";
import { StateCell } from "../parts/cells.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { FilterSelect, SearchBox } from "../parts/inputs.tsx";
import { Panel, Toolbar } from "../parts/Page.tsx";
import parts from "../parts/parts.module.css";
import { type Picking, pickColumn, usePicking } from "../parts/picking.tsx";
import { tellWithUndo } from "./assigning.ts";
import type { Desk, Exam, Row } from "./desk.ts";
import css from "./exams.module.css";

type Person = Body<"Person">;
const p = w.proctors;
const NOBODY = "nobody";

interface HandProps {
  exam: Exam;
  desk: Desk;
  rows: Row[];
  proctors: Person[];
}

/** A filter by proctor that no longer names anybody's sessions would hide what is there. */
function shownRows(rows: readonly Row[], show: string, q: string): Row[] {
  const mine = rows.filter((row) => show === "" || (show === NOBODY ? !row.proctor : row.proctor === show));
  return mine.filter((row) => matches(`${row.student_name} ${row.student_email}`, q));
}

function showOptions(rows: readonly Row[], proctors: readonly Person[]): (readonly [string, string])[] {
  const loads = loadsOf(rows);
  const of = proctors.map(({ id, name }) => [id, p.of(name, loads.get(id) ?? 0)] as const);
  return [["", p.everybody], [NOBODY, p.unassigned(withoutProctor(rows).length)], ...of];
}

const columnsOf = (picking: Picking): readonly Column<Row>[] => [
  pickColumn<Row>(picking),
  { key: "name", head: w.roster.columns.name, cell: (r) => <div class={parts.nameCell}>{r.student_name}</div> },
  { key: "email", head: w.roster.columns.email, wideOnly: true, cell: (r) => r.student_email },
  { key: "state", head: w.roster.columns.state, narrow: true, cell: (r) => <StateCell row={r} /> },
  { key: "proctor", head: w.roster.columns.proctor, cell: (r) => r.proctor_name ?? <span class={parts.warnInk}>{p.without}</span> },
];

interface AssignProps extends HandProps {
  chosen: Picked;
  done: () => void;
}

function AssignBar({ exam, desk, rows, proctors, chosen, done }: AssignProps) {
  const [to, setTo] = useState("");
  const { busy, run } = useAct();
  const person = proctors.find((one) => one.id === to);
  // What was filtered away since stays picked and counts; what left the roster does not.
  const mine = rows.filter((row) => chosen.has(row.id));
  async function assign(): Promise<void> {
    await api.assign(exam.id, { sessions: mine.map((row) => row.id), proctor: person?.id ?? null });
    tellWithUndo(exam, desk, person ? p.assigned(mine.length, person.name) : p.takenAway(mine.length), mine);
    done();
    await desk.refresh();
  }
  const names = proctors.map(({ id, name }) => [id, name] as const);
  return (
    <div class={`${parts.toolbar} ${css.hand}`}>
      <span class={mine.length ? parts.small : `${parts.small} ${parts.soft}`} role="status">{w.common.picked(mine.length)}</span>
      <FilterSelect label={p.assignTo} value={to} options={[["", `${p.assignTo} …`], ...names, [NOBODY, p.nobody]]} onInput={setTo} />
      <Button kind="primary" small disabled={!mine.length || !to} busy={busy !== ""} onClick={() => void run("assign", assign)}>{p.assign}</Button>
      <span class={`${parts.small} ${parts.soft}`}>{p.hint}</span>
    </div>
  );
}

export function ByHand(props: HandProps) {
  const { rows, proctors } = props;
  const [show, setShow] = useState("");
  const [q, setQ] = useState("");
  const found = shownRows(rows, show, q);
  const cut = useCut(found, show + q);
  const picking = usePicking(cut.shown.map((row) => row.id));
  const clear = () => {
    setShow("");
    setQ("");
  };
  return (
    <Panel title={p.handTitle}>
      <Toolbar>
        <SearchBox label={w.roster.search} value={q} onInput={setQ} />
        <FilterSelect label={p.show} value={show} options={showOptions(rows, proctors)} onInput={setShow} />
      </Toolbar>
      <AssignBar {...props} chosen={picking.chosen} done={picking.clear} />
      {found.length
        ? <Grid caption={p.handTitle} columns={columnsOf(picking)} rows={cut.shown} id={(r) => r.id} marked={(r) => picking.chosen.has(r.id)} />
        : <NoMatch text={p.noRows} onClear={clear} />}
      <Rest {...cut} />
    </Panel>
  );
}
