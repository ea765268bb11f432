import type { CsvDesk, CsvField } from "../../state/organizer/csv.ts";
import { Notice } from "../../ui/bits.tsx";
import ui from "../../ui/ui.module.css";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import css from "./csv.module.css";

const c = w.csv;
const FIELDS: readonly CsvField[] = ["", "name", "first_name", "last_name", "email", "roles", "password"];

const encodingName = (name: string): string => (c.encodings as Record<string, string>)[name] ?? name;

/** How the file was read, with what else it could be; each choice with a line that it changes. */
export function CsvEncoding({ desk }: { desk: CsvDesk }) {
  const file = desk.file.value;
  if (!file) return null;
  const others = file.choices.some((one) => one.encoding === file.encoding)
    ? file.choices
    : [{ encoding: file.encoding, sample: "" }, ...file.choices];
  if (others.length < 2) return <p class={css.more}>{c.readAs(encodingName(file.encoding))}</p>;
  return (
    <fieldset class={css.encodings} disabled={desk.busy.value !== ""}>
      <legend>{c.encoding}</legend>
      {others.map((one) => (
        <label key={one.encoding} class={css.encoding}>
          <input type="radio" name="encoding" checked={one.encoding === file.encoding} onChange={() => void desk.choose(one.encoding)} />
          <span>{encodingName(one.encoding)}</span>
          <bdi class={css.sample}>{one.sample.split("\n").pop()}</bdi>
        </label>
      ))}
    </fieldset>
  );
}

interface ColumnProps {
  column: Body<"CsvColumn">;
  n: number;
  desk: CsvDesk;
}

function Column({ column, n, desk }: ColumnProps) {
  const heading = column.heading || c.columnNumber(n + 1);
  return (
    <tr>
      <td><bdi>{heading}</bdi></td>
      <td class={css.sample}><bdi>{column.field === "password" && column.sample ? "••••••" : column.sample}</bdi></td>
      <td>
        <select class={ui.input} aria-label={c.holdsOf(heading)} value={column.field} disabled={desk.busy.value !== ""}
          onChange={(event) => void desk.assign(n, event.currentTarget.value as CsvField)}>
          {FIELDS.map((field) => <option key={field} value={field}>{field ? c.fields[field] : c.leftOut}</option>)}
        </select>
      </td>
    </tr>
  );
}

/** What each column holds. Shown open as soon as a heading was not known. */
export function CsvColumns({ desk }: { desk: CsvDesk }) {
  const columns = desk.checked.value?.columns ?? [];
  if (!columns.length) return null;
  const unsure = columns.filter((column) => !column.known && !column.field);
  return (
    <>
      {unsure.length > 0 && <Notice tone="warn">{c.unsure(unsure.map((one) => one.heading || one.sample).filter(Boolean))}</Notice>}
      <details class={css.columns} open={unsure.length > 0}>
        <summary>{c.columns(columns.length)}</summary>
        <table class={ui.table}>
          <thead><tr><th scope="col">{c.heading}</th><th scope="col">{c.sample}</th><th scope="col">{c.holds}</th></tr></thead>
          <tbody>{columns.map((column, n) => <Column key={column.heading + n} column={column} n={n} desk={desk} />)}</tbody>
        </table>
      </details>
    </>
  );
}
