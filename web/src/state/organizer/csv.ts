/** A list of people on its way in: read in the likeliest encoding, checked, its good rows taken, the others left to be
 * corrected. What was guessed, the encoding and what each column holds, is shown and can be changed before. */

import { type Signal, signal } from "@preact/signals";
import type { Body, FieldError, Refusal } from "../../wire/http.ts";
import { refusalOf } from "./faults.ts";

type CsvIn = Body<"CsvIn">;
type CsvOut = Body<"CsvOut">;
type FileText = Body<"FileText">;
export type CsvField = Body<"CsvColumn">["field"];
export type SendCsv = (body: CsvIn) => Promise<CsvOut>;
/** Sends a file's bytes for its text, in an encoding or in the likeliest one. */
export type ReadFile = (bytes: ArrayBuffer, encoding: string) => Promise<FileText>;

export const CSV_MOST = 5_000_000; // characters, as the server takes them

export interface Taken {
  created: number;
  updated: number;
  unchanged: number;
}
const NOTHING: Taken = { created: 0, updated: 0, unchanged: 0 };

type Busy = "" | "reading" | "checking" | "taking";

export interface CsvDesk {
  text: Signal<string>;
  /** The answer to the text as it is now; null when it was not checked or was changed since. */
  checked: Signal<CsvOut | null>;
  /** Errors of the last answer: they stay to be seen while their causes are corrected. */
  errors: Signal<FieldError[]>;
  taken: Signal<Taken>;
  fault: Signal<Refusal | null>;
  busy: Signal<Busy>;
  /** The file as it was read, with what else it could be; null for a text that was pasted or changed by hand. */
  file: Signal<FileText | null>;
  type(text: string): void;
  /** Reads a file and checks it. */
  open(bytes: ArrayBuffer): Promise<void>;
  /** Reads the file anew in another encoding. */
  choose(encoding: string): Promise<void>;
  /** Says what a column holds, "" to leave it out; checks anew. */
  assign(column: number, field: CsvField): Promise<void>;
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

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";

/** One column of each kind: whoever takes a meaning takes it from the column that had it. */
export function assigned(fields: readonly CsvField[], column: number, field: CsvField): CsvField[] {
  return fields.map((had, n) => (n === column ? field : had === field ? "" : had));
}

export function csvDesk(send: SendCsv, read: ReadFile): CsvDesk {
  const text = signal("");
  const checked = signal<CsvOut | null>(null);
  const errors = signal<FieldError[]>([]);
  const taken = signal<Taken>(NOTHING);
  const fault = signal<Refusal | null>(null);
  const busy = signal<Busy>("");
  const file = signal<FileText | null>(null);
  let bytes: ArrayBuffer | null = null;
  let columns: CsvField[] | null = null; // as somebody has chosen them for this head line

  async function asked(state: Busy, act: () => Promise<void>): Promise<void> {
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
    const out = await send({ text: sent, apply: "no", columns });
    if (sent === text.value) [checked.value, errors.value] = [out, out.errors];
  }
  async function takeGood(): Promise<void> {
    columns = checked.value?.columns.map((column) => column.field) ?? columns; // what was shown was chosen
    const out = await send({ text: text.value, apply: "good", columns });
    taken.value = sum(taken.value, out);
    bytes = file.value = null;
    [text.value, checked.value, errors.value] = [plainLines(out.rest), null, []];
    if (out.rest) await look(); // the rows that are left have new line numbers
  }
  function type(next: string): void {
    const plain = plainLines(next);
    if (firstLine(plain) !== firstLine(text.value)) columns = null;
    if (plain !== text.value) bytes = file.value = null;
    [text.value, checked.value] = [plain, null];
  }
  async function readIn(encoding: string): Promise<void> {
    if (!bytes) return;
    const found = await read(bytes, encoding);
    [columns, file.value, text.value, checked.value, errors.value] = [null, found, plainLines(found.text), null, []];
    if (text.value.length <= CSV_MOST) await look();
  }
  return {
    text, checked, errors, taken, fault, busy, file, type,
    open: (data) =>
      asked("reading", () => {
        bytes = data;
        return readIn("");
      }),
    choose: (encoding) => asked("reading", () => readIn(encoding)),
    assign: (column, field) =>
      asked("checking", () => {
        columns = assigned(checked.value?.columns.map((one) => one.field) ?? [], column, field);
        return look();
      }),
    check: () => asked("checking", look),
    take: () => asked("taking", takeGood),
  };
}

/** Where a line begins and ends in the text, to select it. */
export function spanOfLine(text: string, line: number): [from: number, to: number] {
  const lines = text.split("\n");
  const from = lines.slice(0, line - 1).reduce((at, one) => at + one.length + 1, 0);
  return [from, from + (lines[line - 1]?.length ?? 0)];
}
