import { useState } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import { addressOf, inside, linksCsv, waiting } from "../../state/organizer/links.ts";
import { matches } from "../../state/organizer/pick.ts";
import { removable } from "../../state/organizer/sessions.ts";
import { Link } from "../../staff/router.ts";
import { toast } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { organizer as w } from "../../words/organizer.en.ts";
import { Blank, NoMatch } from "../parts/Blank.tsx";
import { Confirm } from "../parts/Confirm.tsx";
import { CsvDialog } from "../parts/CsvDialog.tsx";
import { Rest, useCut } from "../parts/Cut.tsx";
import { copyText, download, RowActions, StateCell } from "../parts/cells.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { SearchBox } from "../parts/inputs.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Toolbar } from "../parts/Page.tsx";
import css from "../parts/parts.module.css";
import { AddPeople } from "./AddPeople.tsx";
import { type Desk, type Exam, isWhole, type Row } from "./desk.ts";
import { LinkDialog, type LinkQuestion, LinkState } from "./Links.tsx";
import { StillLoading } from "./StillLoading.tsx";

const c = w.roster.columns;

function copyLink(row: Row): void {
  void copyText(addressOf(row.link ?? "", location.origin), w.common.copied);
}

interface RowAsks {
  remove: (row: Row) => void;
  ask: (question: LinkQuestion) => void;
}

function actionsOf(row: Row, { remove, ask }: RowAsks) {
  const name = row.student_name;
  const r = w.roster;
  return [
    ...(row.link ? [{ text: r.copy, label: r.copyOf(name), act: () => copyLink(row) }] : []),
    ...(row.link_state !== "ended" ? [{ text: r.renew, label: r.renewOf(name), act: () => ask({ kind: "renew", row }) }] : []),
    ...(row.link ? [{ text: r.withdraw, label: r.withdrawOf(name), act: () => ask({ kind: "withdraw", row }) }] : []),
    ...(removable(row) ? [{ text: w.common.remove, label: r.removeOf(name), act: () => remove(row) }] : []),
  ];
}

const LinkCell = ({ row, asks }: { row: Row; asks: RowAsks }) => (
  <span class={css.rowActions}><LinkState row={row} /><RowActions items={actionsOf(row, asks)} /></span>
);

const Student = ({ row }: { row: Row }) => (
  <div class={css.nameCell}>
    <Link to={`/staff/sessions/${row.id}`}>{row.student_name}</Link><span class={css.mail}>{row.student_email}</span>
  </div>
);

const columnsOf = (asks: RowAsks): readonly Column<Row>[] => [
  { key: "name", head: c.name, cell: (r) => <Student row={r} /> },
  { key: "email", head: c.email, wideOnly: true, cell: (r) => r.student_email },
  { key: "state", head: c.state, narrow: true, cell: (r) => <StateCell row={r} /> },
  { key: "proctor", head: c.proctor, wideOnly: true, cell: (r) => r.proctor_name ?? <span class={css.soft}>{w.proctors.without}</span> },
  { key: "link", head: c.link, narrow: true, align: "right", cell: (r) => <LinkCell row={r} asks={asks} /> },
];

/** All links as they go into a mail merge; copied as the file would be. */
function LinkActions({ exam, rows, whole, ask }: { exam: Exam; rows: readonly Row[]; whole: boolean; ask: RowAsks["ask"] }) {
  const count = rows.filter((row) => row.link).length;
  if (!count) return null;
  const renewable = waiting(rows).length + inside(rows).length > 0;
  const text = () => linksCsv(rows, location.origin);
  const name = `${exam.title.replace(/[^\p{L}\p{N}]+/gu, "-")}-${w.roster.fileName}`;
  return (
    <>
      {renewable && <Button disabled={!whole} onClick={() => ask({ kind: "all" })}>{w.roster.renewAll}</Button>}
      <Button disabled={!whole} onClick={() => void copyText(text(), w.roster.linksCopied(count))}>{w.roster.copyAll}</Button>
      <Button disabled={!whole} onClick={() => download(name, `\ufeff${text()}`)}>{w.roster.download}</Button>
    </>
  );
}

type Open = "" | "add" | "csv";

function Adders({ exam, desk, open, setOpen }: { exam: Exam; desk: Desk; open: Open; setOpen: (open: Open) => void }) {
  const close = () => setOpen("");
  const refresh = () => void desk.refresh();
  if (open === "add") return <AddPeople exam={exam} rows={desk.rows.data.value ?? []} onAdded={refresh} onClose={close} />;
  if (open !== "csv") return null;
  return (
    <CsvDialog title={w.roster.csvTitle} hint={w.roster.csvHint} example={w.csv.rosterExample}
      send={api.rosterCsv(exam.id)} onTaken={refresh} onClose={close} />
  );
}

function Removal({ exam, desk, row, onClose }: { exam: Exam; desk: Desk; row: Row; onClose: () => void }) {
  async function remove(): Promise<void> {
    await api.removeFromRoster(exam.id, row.id);
    desk.rows.change((rows) => rows.filter((one) => one.id !== row.id));
    toast(w.roster.removed(row.student_name), "good");
    void desk.refresh();
  }
  return (
    <Confirm title={w.roster.removeTitle} text={w.roster.removeText(row.student_name)} act={w.common.remove}
      onClose={onClose} onAct={remove} />
  );
}

function List({ rows, q, onClear, asks }: { rows: readonly Row[]; q: string; onClear: () => void; asks: RowAsks }) {
  const found = rows.filter((row) => matches(`${row.student_name} ${row.student_email}`, q));
  const cut = useCut(found, q);
  if (!found.length) return <NoMatch onClear={onClear} />;
  return (
    <>
      <Grid caption={w.roster.caption} columns={columnsOf(asks)} rows={cut.shown} id={(r) => r.id} />
      <Rest {...cut} />
    </>
  );
}

function Adding({ setOpen }: { setOpen: (open: Open) => void }) {
  return (
    <>
      <Button kind="primary" onClick={() => setOpen("add")}>{w.roster.add}</Button>
      <Button onClick={() => setOpen("csv")}>{w.roster.csv}</Button>
    </>
  );
}

interface FilledProps {
  exam: Exam;
  desk: Desk;
  rows: Row[];
  setOpen: (open: Open) => void;
}

function Filled({ exam, desk, rows, setOpen }: FilledProps) {
  const [q, setQ] = useState("");
  const [leaver, setLeaver] = useState<Row | null>(null);
  const [question, setQuestion] = useState<LinkQuestion | null>(null);
  const whole = isWhole(exam, rows);
  return (
    <>
      <StillLoading exam={exam} rows={rows} />
      <Toolbar>
        <SearchBox label={w.roster.search} value={q} onInput={setQ} />
        <Adding setOpen={setOpen} />
        <span class={css.push} />
        <LinkActions exam={exam} rows={rows} whole={whole} ask={setQuestion} />
      </Toolbar>
      <List rows={rows} q={q} onClear={() => setQ("")} asks={{ remove: setLeaver, ask: setQuestion }} />
      {question && <LinkDialog exam={exam} desk={desk} question={question} onClose={() => setQuestion(null)} />}
      {leaver && <Removal exam={exam} desk={desk} row={leaver} onClose={() => setLeaver(null)} />}
    </>
  );
}

export function Roster({ exam, desk }: { exam: Exam; desk: Desk }) {
  const [open, setOpen] = useState<Open>("");
  const first = <Blank title={w.roster.empty} text={w.roster.emptyText}><Adding setOpen={setOpen} /></Blank>;
  return (
    <>
      <Loaded loader={desk.rows}>
        {(rows) => (rows.length ? <Filled exam={exam} desk={desk} rows={rows} setOpen={setOpen} /> : first)}
      </Loaded>
      <Adders exam={exam} desk={desk} open={open} setOpen={setOpen} />
    </>
  );
}
