import { useEffect, useRef, useState } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import { type Loader, loader } from "../../state/organizer/load.ts";
import { sessionIn } from "../../state/organizer/sessions.ts";
import { Badge } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import ui from "../../ui/ui.module.css";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { useOnce, useRested } from "../parts/hooks.ts";
import { Loaded } from "../parts/Loaded.tsx";
import css from "./audit.module.css";

type Row = Body<"SessionRow">;
const MOST = 20;
const a = w.audit;

function useFound(q: string): Loader<Row[]> {
  const now = useRef(q);
  now.current = q;
  const list = useOnce(() => loader(async () => (await api.sessions({ q: now.current }, null)).items.slice(0, MOST)));
  useEffect(() => {
    if (q && !sessionIn(q)) void list.load();
  }, [q]);
  return list;
}

function Found({ list, onPick }: { list: Loader<Row[]>; onPick: (row: Row) => void }) {
  return (
    <div class={css.found}>
      <Loaded loader={list} rows={3}>
        {(rows) => rows.length === 0 ? <p role="status">{a.noMatch}</p> : rows.map((row) => (
          <button key={row.id} type="button" onClick={() => onPick(row)}>
            {row.student_name}<small>{row.student_email} · {row.exam_title} · {w.sessions.states[row.state]}</small>
          </button>
        ))}
      </Loaded>
    </div>
  );
}

interface FinderProps {
  session: string;
  onPick: (session: string) => void;
  onClear: () => void;
}

/** Finds a session by the student's name; a pasted address or id is taken as it is. */
function Finder({ onPick }: { onPick: (session: string, name: string) => void }) {
  const [typed, setTyped] = useState("");
  const q = useRested(typed.trim());
  const list = useFound(q);
  function onInput(text: string): void {
    const id = sessionIn(text);
    if (id) onPick(id, "");
    else setTyped(text);
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setTyped("");
  };
  return (
    <div class={css.filter}>
      <input type="search" class={ui.input} aria-label={a.filter} placeholder={a.filterHint} value={typed}
        onInput={(e) => onInput(e.currentTarget.value)} onKeyDown={onKeyDown} />
      {typed.trim() && q && <Found list={list} onPick={(row) => onPick(row.id, row.student_name)} />}
    </div>
  );
}

export function SessionFinder({ session, onPick, onClear }: FinderProps) {
  const [name, setName] = useState("");
  function pick(id: string, student: string): void {
    setName(student);
    onPick(id);
  }
  if (!session) return <Finder onPick={pick} />;
  return (
    <span class={css.only}>
      <Badge tone="brand" title={session}>{name ? a.only(name) : a.onlyThis}</Badge>
      <Button kind="quiet" small onClick={onClear}>{w.common.clear}</Button>
    </span>
  );
}
