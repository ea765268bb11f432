import { useState } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import type { Paged } from "../../state/organizer/load.ts";
import { me } from "../../state/staff/account.ts";
import { Badge, toast } from "../../ui/bits.tsx";
import { date } from "../../ui/time.ts";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { staff } from "../../words/staff.en.ts";
import { useAct } from "../parts/act.ts";
import { Confirm } from "../parts/Confirm.tsx";
import { RowActions } from "../parts/cells.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import css from "../parts/parts.module.css";
import { AccommodationsDialog } from "./Accommodations.tsx";

type Person = Body<"Person">;
const p = w.people;
const c = p.columns;

const isMe = (person: Person): boolean => person.id === me.value?.id;

const Name = ({ person }: { person: Person }) => (
  <div class={css.nameCell}>
    {person.name}{isMe(person) && <span class={css.soft}> ({p.you})</span>}<span class={css.mail}>{person.email}</span>
  </div>
);

const Roles = ({ person }: { person: Person }) => (
  <span class={css.badges}>
    {person.roles.map((role) => <Badge key={role} tone={role === "student" ? "plain" : "brand"}>{staff.roles[role]}</Badge>)}
  </span>
);

interface Acts {
  edit: (person: Person) => void;
  disable: (person: Person) => void;
  enable: (person: Person) => void;
  forget: (person: Person) => void;
  accommodate: (person: Person) => void;
  busy: string;
}

function actionsOf(person: Person, acts: Acts) {
  const { name, id } = person;
  const edit = { text: w.common.edit, label: p.editOf(name), act: () => acts.edit(person) };
  const forget = person.forget_typing_at ? [{ text: p.forget, label: p.forgetOf(name), act: () => acts.forget(person) }] : [];
  const own = { text: w.accommodations.act, label: w.accommodations.actOf(name), act: () => acts.accommodate(person) };
  const accommodate = person.roles.includes("student") ? [own] : [];
  if (isMe(person)) return [...accommodate, edit, ...forget]; // nobody locks the door behind themselves
  const turn = person.disabled
    ? { text: p.enable, label: p.enableOf(name), act: () => acts.enable(person), busy: acts.busy === id }
    : { text: p.disable, label: p.disableOf(name), act: () => acts.disable(person) };
  return [...forget, ...accommodate, edit, turn];
}

const columnsOf = (acts: Acts): readonly Column<Person>[] => [
  { key: "name", head: c.name, cell: (person) => <Name person={person} /> },
  { key: "email", head: c.email, wideOnly: true, cell: (person) => person.email },
  { key: "roles", head: c.roles, narrow: true, cell: (person) => <Roles person={person} /> },
  { key: "since", head: c.since, narrow: true, wideOnly: true, cell: (person) => date(person.created_at) },
  { key: "state", head: c.state, narrow: true, wideOnly: true, cell: (person) => (person.disabled ? <Badge tone="warn">{p.disabled}</Badge> : <span class={css.soft}>{p.active}</span>) },
  { key: "actions", head: <span class="visually-hidden">{w.common.actions}</span>, narrow: true, align: "right",
    cell: (person) => <RowActions items={actionsOf(person, acts)} /> },
];

interface TableProps {
  people: Person[];
  list: Paged<Person>;
  onEdit: (person: Person) => void;
}

export function PeopleTable({ people, list, onEdit }: TableProps) {
  const [leaver, setLeaver] = useState<Person | null>(null);
  const [typist, setTypist] = useState<Person | null>(null);
  const [accommodated, setAccommodated] = useState<Person | null>(null);
  const { busy, run } = useAct();
  const put = (saved: Person) => list.change((rows) => rows.map((row) => (row.id === saved.id ? saved : row)));
  async function turn(person: Person, disabled: boolean): Promise<void> {
    put(await api.changePerson(person.id, { disabled }));
    toast(disabled ? p.wasDisabled(person.name) : p.wasEnabled(person.name), "good");
  }
  async function forget(person: Person): Promise<void> {
    await api.forgetTyping(person.id);
    put({ ...person, forget_typing_at: null });
    toast(p.wasForgotten(person.name), "good");
  }
  const acts: Acts = {
    edit: onEdit, disable: setLeaver, forget: setTypist, accommodate: setAccommodated, busy, enable: (person) => void run(person.id, () => turn(person, false)),
  };
  return (
    <>
      <Grid caption={p.caption} columns={columnsOf(acts)} rows={people} id={(person) => person.id} faded={(person) => person.disabled} />
      {leaver && (
        <Confirm title={p.disableTitle(leaver.name)} text={p.disableText} act={p.disable}
          onClose={() => setLeaver(null)} onAct={() => turn(leaver, true)} />
      )}
      {accommodated && <AccommodationsDialog person={accommodated} onClose={() => setAccommodated(null)} />}
      {typist?.forget_typing_at && (
        <Confirm title={p.forgetTitle(typist.name)} text={p.forgetText(date(typist.forget_typing_at))} act={p.forget}
          onClose={() => setTypist(null)} onAct={() => forget(typist)} />
      )}
    </>
  );
}
