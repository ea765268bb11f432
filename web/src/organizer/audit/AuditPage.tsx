import { useRef } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import { type Paged, paged } from "../../state/organizer/load.ts";
import { sessionIn } from "../../state/organizer/sessions.ts";
import { Link } from "../../staff/router.ts";
import { Button } from "../../ui/Button.tsx";
import { date, timeOfDaySeconds, zoneName } from "../../ui/time.ts";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { Blank, More } from "../parts/Blank.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { useLoad, useOnce } from "../parts/hooks.ts";
import { FilterSelect } from "../parts/inputs.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { PageHead, Toolbar } from "../parts/Page.tsx";
import { fromSearch, toSearch } from "../parts/query.ts";
import css from "./audit.module.css";
import { Detail } from "./Detail.tsx";
import { SessionFinder } from "./SessionFinder.tsx";

type Row = Body<"AuditRow">;
const a = w.audit;
const c = a.columns;

const KINDS = [["", a.allKinds] as const, ...Object.entries(a.actions).sort(([, one], [, other]) => one.localeCompare(other))];

const only = (session: string): void => toSearch({ session, action: fromSearch("action") });
const ofKind = (action: string): void => toSearch({ session: fromSearch("session"), action });

function SessionCell({ row, filtered }: { row: Row; filtered: boolean }) {
  const session = row.session;
  if (!session) return null;
  return (
    <span class={css.only}>
      <Link to={`/staff/sessions/${session}`}>{a.open}</Link>
      {!filtered && <Button kind="quiet" small onClick={() => only(session)}>{a.show}</Button>}
    </span>
  );
}

const Actor = ({ row }: { row: Row }) => (
  <span>{row.actor}{row.address && <span class={css.address}>{a.from} {row.address}</span>}</span>
);

const columnsOf = (filtered: boolean): readonly Column<Row>[] => [
  { key: "at", head: c.at, narrow: true, cell: (r) => `${date(r.at)}, ${timeOfDaySeconds(r.at)}` },
  { key: "actor", head: c.actor, narrow: true, cell: (r) => <Actor row={r} /> },
  { key: "action", head: c.action, narrow: true, cell: (r) => a.actions[r.action] ?? r.action.replace(/_/g, " ") },
  { key: "session", head: c.session, narrow: true, cell: (r) => <SessionCell row={r} filtered={filtered} /> },
  { key: "detail", head: c.detail, wideOnly: true, cell: (r) => <Detail detail={r.detail} /> },
];

function useAudit(session: string, action: string): Paged<Row> {
  const now = useRef({ session, action });
  now.current = { session, action };
  const list = useOnce(() => paged((after) => api.audit(now.current.session, now.current.action, after)));
  useLoad(list, `${session} ${action}`);
  return list;
}

export function AuditPage() {
  const session = sessionIn(fromSearch("session")) ?? "";
  const action = fromSearch("action") ?? "";
  const list = useAudit(session, action);
  return (
    <>
      <PageHead title={a.title} lead={`${a.lead} ${w.common.utc(zoneName())}.`} />
      <Toolbar>
        <SessionFinder session={session} onPick={only} onClear={() => only("")} />
        <FilterSelect label={a.kind} value={action} options={KINDS} onInput={ofKind} />
      </Toolbar>
      <Loaded loader={list} rows={10}>
        {(rows) => rows.length
          ? <Grid caption={a.caption} columns={columnsOf(session !== "")} rows={rows} id={(r) => String(r.id)} />
          : <Blank title={action ? a.noneOf : session ? a.noneFor : a.empty} />}
      </Loaded>
      <More list={list} />
    </>
  );
}
