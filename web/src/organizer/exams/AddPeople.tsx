import { useRef, useState } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import { type Paged, paged } from "../../state/organizer/load.ts";
import { type Picked, picked } from "../../state/organizer/pick.ts";
import { Badge, toast } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { useAct } from "../parts/act.ts";
import { More } from "../parts/Blank.tsx";
import { useLoad, useOnce, useRested } from "../parts/hooks.ts";
import { SearchBox } from "../parts/inputs.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Toolbar } from "../parts/Page.tsx";
import parts from "../parts/parts.module.css";
import type { Exam, Row } from "./desk.ts";
import css from "./exams.module.css";

type Person = Body<"Person">;

function useStudents(typed: string) {
  const q = useRested(typed.trim());
  const now = useRef(q);
  now.current = q;
  const list = useOnce(() => paged((after) => api.people("student", now.current, after)));
  useLoad(list, q);
  return list;
}

interface LineProps {
  person: Person;
  here: boolean;
  on: boolean;
  onPick: (on: boolean) => void;
}

function Line({ person, here, on, onPick }: LineProps) {
  return (
    <label class={css.line}>
      <input type="checkbox" checked={here || on} disabled={here} onChange={(e) => onPick(e.currentTarget.checked)} />
      <span class={css.lineText}>{person.name}<small>{person.email}</small></span>
      {here && <Badge>{w.roster.here}</Badge>}
    </label>
  );
}

interface PeopleProps {
  list: Paged<Person>;
  here: ReadonlySet<string>;
  chosen: Picked;
  onPick: (chosen: Picked) => void;
}

function People({ list, here, chosen, onPick }: PeopleProps) {
  const able = (list.data.value ?? []).filter((person) => !person.disabled);
  if (!able.length && !list.next.value) return <p class={parts.soft}>{w.roster.noPeople}</p>;
  return (
    <div class={css.list} role="group" aria-label={w.roster.addTitle}>
      {able.map((person) => (
        <Line key={person.id} person={person} here={here.has(person.id)} on={chosen.has(person.id)}
          onPick={(on) => onPick(picked(chosen, [person.id], on))} />
      ))}
      <More list={list} />
    </div>
  );
}

interface AddProps {
  exam: Exam;
  rows: readonly Row[];
  onAdded: () => void;
  onClose: () => void;
}

/** What is picked stays picked while the search goes on. */
export function AddPeople({ exam, rows, onAdded, onClose }: AddProps) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<Picked>(new Set());
  const { busy, run } = useAct();
  const list = useStudents(typed);
  const here = new Set(rows.map((row) => row.student));
  async function add(): Promise<void> {
    const { added, already } = await api.addToRoster(exam.id, [...chosen]);
    toast(w.roster.added(added, already), "good");
    onAdded();
    onClose();
  }
  const actions = (
    <>
      <Button onClick={onClose}>{w.common.cancel}</Button>
      <Button kind="primary" disabled={!chosen.size} busy={busy === "add"} onClick={() => void run("add", add)}>
        {w.roster.addCount(chosen.size)}
      </Button>
    </>
  );
  return (
    <Dialog title={w.roster.addTitle} wide onClose={onClose} actions={actions}>
      <Toolbar><SearchBox label={w.roster.searchPeople} value={typed} onInput={setTyped} autofocus /></Toolbar>
      <Loaded loader={list}>{() => <People list={list} here={here} chosen={chosen} onPick={setChosen} />}</Loaded>
    </Dialog>
  );
}
