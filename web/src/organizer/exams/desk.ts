/** What all tabs of an exam share: the exam and its sessions, loaded once and kept while tabs change. */

import * as api from "../../state/organizer/api.ts";
import { type Loader, loader, type Paged, paged } from "../../state/organizer/load.ts";
import { lively, REFRESH_MS } from "../../state/organizer/sessions.ts";
import type { Body } from "../../wire/http.ts";
import { useEvery, useLoad, useOnce } from "../parts/hooks.ts";

export type Exam = Body<"Exam">;
export type Row = Body<"SessionRow">;

export interface Desk {
  exam: Loader<Exam>;
  rows: Paged<Row>;
  /** After a change of roster or proctors: the counts and the rows. */
  refresh(): Promise<void>;
}

const MANY = 300; // sessions from which a refresh takes several requests
const MANY_MS = 30_000;

function makeDesk(id: string): Desk {
  const exam = loader(() => api.exam(id));
  const rows = paged((after) => api.sessions({ exam: id }, after), true);
  const refresh = async () => void (await Promise.all([exam.load(), rows.load()]));
  return { exam, rows, refresh };
}

export function useDesk(id: string): Desk {
  const desk = useOnce(() => makeDesk(id));
  useLoad(desk.exam);
  useLoad(desk.rows);
  const rows = desk.rows.data.value ?? [];
  useEvery(rows.length > MANY ? MANY_MS : REFRESH_MS, lively(rows), desk.refresh);
  return desk;
}

/** Long rosters arrive page by page: what concerns all sessions waits for the last. */
export const isWhole = (exam: Exam, rows: readonly Row[]): boolean => rows.length >= exam.sessions;
