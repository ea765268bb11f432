/** Assigning with a way back: what the sessions had before is remembered. */

import * as api from "../../state/organizer/api.ts";
import { toast } from "../../ui/bits.tsx";
import { organizer as w } from "../../words/organizer.en.ts";
import { attempt } from "../parts/act.ts";
import type { Desk, Exam, Row } from "./desk.ts";

type Before = Map<string | null, string[]>;

/** The sessions by the proctor each has. */
export function byProctor(rows: readonly Row[]): Before {
  const groups: Before = new Map();
  for (const row of rows) groups.set(row.proctor, [...(groups.get(row.proctor) ?? []), row.id]);
  return groups;
}

async function giveBack(exam: Exam, desk: Desk, before: Before): Promise<void> {
  for (const [proctor, sessions] of before) await api.assign(exam.id, { sessions, proctor });
  await desk.refresh();
}

export function tellWithUndo(exam: Exam, desk: Desk, text: string, rows: readonly Row[]): void {
  const before = byProctor(rows);
  const act = () => void attempt(() => giveBack(exam, desk, before));
  toast(text, "good", { text: w.common.undo, act });
}
