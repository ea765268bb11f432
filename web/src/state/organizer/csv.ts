/** A CSV file on its way in: checked first, its good rows taken, the others left to be corrected. */

import { type Signal, signal } from "@preact/signals";
import type { Body, FieldError, Refusal } from "../../wire/http.ts";
import { refusalOf } from "./faults.ts";

type CsvIn = Body<"CsvIn">;
type CsvOut = Body<"CsvOut">;
export type SendCsv = (body: CsvIn) => Promise<CsvOut>;

export const CSV_MOST = 5_000_000; // characters, as the server takes them

export interface Taken {
  created: number;
  updated: number;
  unchanged: number;
}
const NOTHING: Taken = { created: 0, updated: 0, unchanged: 0 };

export interface CsvDesk {
  text: Signal<string>;
  /** The answer to the text as it is now; null when it was not checked or was changed since. */
  checked: Signal<CsvOut | null>;
  /** Errors of the last answer: they stay to be seen while their causes are corrected. */
  errors: Signal<FieldError[]>;
  taken: Signal<Taken>;
  fault: Signal<Refusal | null>;
  busy: Signal<"" | "checking" | "taking">;
  type(text: string): void;
  check(): Promise<void>;
  take(): Promise<void>;
}

export const goodRows = (out: CsvOut): number => out.created + out.updated + out.unchanged;

export const badRows = (out: CsvOut): number => Math.max(0, out.rows - goodRows(out));

/** As a text area keeps it: with the file's own line ends, positions in the two would drift apart line by line. */
const plainLines = (text: string): string => text.replace(/\r\n?/g, "\n");

const sum = (a: Taken, b: Taken): Taken => ({
  created: a.created + b.created,
  updated: a.updated + b.updated,
  unchanged: a.unchanged + b.unchanged,
});

export function csvDesk(send: SendCsv): CsvDesk {
  const text = signal("");
  const checked = signal<CsvOut | null>(null);
  const errors = signal<FieldError[]>([]);
  const taken = signal<Taken>(NOTHING);
  const fault = signal<Refusal | null>(null);
  const busy = signal<"" | "checking" | "taking">("");

  async function asked(state: "checking" | "taking", act: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    [busy.value, fault.value] = [state, null];
    try {
      await act();
    } catch (error) {
      fault.value = refusalOf(error);
      if (fault.value.errors.length) errors.value = fault.value.errors;
    } finally {
      busy.value = "";
    }
  }
  async function look(): Promise<void> {
    const sent = text.value;
    const out = await send({ text: sent, apply: "no" });
    if (sent === text.value) [checked.value, errors.value] = [out, out.errors];
  }
  async function takeGood(): Promise<void> {
    const out = await send({ text: text.value, apply: "good" });
    taken.value = sum(taken.value, out);
    [text.value, checked.value, errors.value] = [plainLines(out.rest), null, []];
    if (out.rest) await look(); // the rows that are left have new line numbers
  }
  return {
    text, checked, errors, taken, fault, busy,
    type(next) {
      [text.value, checked.value] = [plainLines(next), null];
    },
    check: () => asked("checking", look),
    take: () => asked("taking", takeGood),
  };
}

/** The text of a file: UTF-8, else the Western encoding that spreadsheets write. */
export function decodeCsv(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

export interface CsvRow {
  line: number; // of the file, from 1
  cells: string[];
}

/** Cells of a CSV text with the line each row begins on; as forgiving as a preview may be. */
export function rowsOf(text: string): { head: string[]; rows: CsvRow[] } {
  const separator = separatorOf(text);
  const rows: CsvRow[] = [];
  let [cells, cell, quoted, line, begin]: [string[], string, boolean, number, number] = [[], "", false, 1, 1];
  const endRow = () => {
    cells.push(cell);
    if (cells.some((c) => c.trim())) rows.push({ line: begin, cells });
    [cells, cell] = [[], ""];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (c === "\n") line++;
    if (quoted && c === '"' && text[i + 1] === '"') [cell, i] = [cell + c, i + 1];
    else if (c === '"' && (quoted || !cell)) quoted = !quoted;
    else if (!quoted && c === separator) [cells, cell] = [[...cells, cell], ""];
    else if (!quoted && c === "\n") {
      endRow();
      begin = line;
    } else if (c !== "\r" && c !== "\ufeff") cell += c;
  }
  endRow();
  const [head, ...rest] = rows;
  return { head: head?.cells.map((c) => c.trim().toLowerCase()) ?? [], rows: rest };
}

function separatorOf(text: string): string {
  const first = text.split("\n", 1)[0] ?? "";
  return first.split(";").length > first.split(",").length ? ";" : ",";
}

/** Where a line begins and ends in the text, to select it. */
export function spanOfLine(text: string, line: number): [from: number, to: number] {
  const lines = text.split("\n");
  const from = lines.slice(0, line - 1).reduce((at, one) => at + one.length + 1, 0);
  return [from, from + (lines[line - 1]?.length ?? 0)];
}
