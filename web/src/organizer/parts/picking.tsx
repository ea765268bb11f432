import { useState } from "preact/hooks";
import { allPicked, type Picked, picked, stretch } from "../../state/organizer/pick.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import type { Column } from "./Grid.tsx";
import { Tick } from "./inputs.tsx";

export interface Picking {
  chosen: Picked;
  ids: string[];
  pick: (id: string, on: boolean, shift: boolean) => void;
  all: (on: boolean) => void;
  clear: () => void;
}

/** Rows of a table are picked one by one, in stretches, all that are shown. */
export function usePicking(ids: string[]): Picking {
  const [chosen, setChosen] = useState<Picked>(new Set());
  const [last, setLast] = useState<string | null>(null);
  function pick(id: string, on: boolean, shift: boolean): void {
    setChosen(picked(chosen, shift ? stretch(ids, last, id) : [id], on));
    setLast(id);
  }
  const all = (on: boolean) => setChosen(picked(chosen, ids, on));
  return { chosen, ids, pick, all, clear: () => setChosen(new Set()) };
}

export function pickColumn<R extends { id: string; student_name: string }>({ chosen, ids, pick, all }: Picking): Column<R> {
  return {
    key: "pick", narrow: true,
    head: <Tick label={w.common.pickAll} checked={allPicked(chosen, ids)} onInput={all} />,
    cell: (r) => <Tick label={w.common.pick(r.student_name)} checked={chosen.has(r.id)} onInput={(on, shift) => pick(r.id, on, shift)} />,
  };
}
