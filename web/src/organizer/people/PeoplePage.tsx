import { useRef, useState } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import { type Paged, paged } from "../../state/organizer/load.ts";
import { ROLES } from "../../state/organizer/person.ts";
import { Button } from "../../ui/Button.tsx";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { staff } from "../../words/staff.en.ts";
import { Blank, More, NoMatch } from "../parts/Blank.tsx";
import { CsvDialog } from "../parts/CsvDialog.tsx";
import { useLoad, useOnce } from "../parts/hooks.ts";
import { FilterSelect, SearchBox } from "../parts/inputs.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { PageHead, Toolbar } from "../parts/Page.tsx";
import { fromSearch, toSearch, useTyped } from "../parts/query.ts";
import { PeopleTable } from "./PeopleTable.tsx";
import { PersonDialog } from "./PersonDialog.tsx";

type Person = Body<"Person">;
/** Which dialog is open: of a person, of a new one, the import. */
type Open = Person | "new" | "csv" | null;

const ROLE_OPTIONS = [["", w.people.allRoles], ...ROLES.map((role) => [role, staff.roles[role]] as const)] as const;

interface Filter {
  q: string;
  role: string;
}

function filterNow(): Filter {
  const role = ROLES.find((one) => one === fromSearch("role")) ?? "";
  return { q: fromSearch("q"), role };
}

const setFilter = (patch: Partial<Filter>): void => toSearch({ ...filterNow(), ...patch });

function usePeople(filter: Filter): Paged<Person> {
  const now = useRef(filter);
  now.current = filter;
  const list = useOnce(() => paged((after) => api.people(now.current.role, now.current.q, after)));
  useLoad(list, JSON.stringify(filter));
  return list;
}

function Filters({ filter }: { filter: Filter }) {
  const [typed, setTyped] = useTyped(filter.q, (q) => setFilter({ q }));
  return (
    <Toolbar>
      <SearchBox label={w.people.search} value={typed} onInput={setTyped} />
      <FilterSelect label={w.people.role} value={filter.role} options={ROLE_OPTIONS} onInput={(role) => setFilter({ role })} />
    </Toolbar>
  );
}

function Actions({ setOpen }: { setOpen: (open: Open) => void }) {
  return (
    <>
      <Button onClick={() => setOpen("csv")}>{w.people.csv}</Button>
      <Button kind="primary" onClick={() => setOpen("new")}>{w.people.add}</Button>
    </>
  );
}

function Dialogs({ open, list, filter, onClose }: { open: Open; list: Paged<Person>; filter: Filter; onClose: () => void }) {
  const reload = () => void list.load();
  if (open === null) return null;
  if (open === "csv") {
    return (
      <CsvDialog title={w.csv.peopleTitle} hint={w.csv.peopleHint} example={w.csv.peopleExample}
        send={api.peopleCsv} onTaken={reload} onClose={onClose} />
    );
  }
  const role = ROLES.find((one) => one === filter.role) ?? "student";
  return <PersonDialog person={open === "new" ? null : open} role={role} onSaved={reload} onClose={onClose} />;
}

export function PeoplePage() {
  const filter = filterNow();
  const list = usePeople(filter);
  const [open, setOpen] = useState<Open>(null);
  const narrowed = filter.q !== "" || filter.role !== "";
  const nothing = narrowed
    ? <NoMatch onClear={() => toSearch({})} />
    : <Blank title={w.people.empty} text={w.people.emptyText}><Actions setOpen={setOpen} /></Blank>;
  return (
    <>
      <PageHead title={w.people.title}><Actions setOpen={setOpen} /></PageHead>
      <Filters filter={filter} />
      <Loaded loader={list} rows={10}>
        {(people) => (people.length ? <PeopleTable people={people} list={list} onEdit={setOpen} /> : nothing)}
      </Loaded>
      <More list={list} />
      <Dialogs open={open} list={list} filter={filter} onClose={() => setOpen(null)} />
    </>
  );
}
