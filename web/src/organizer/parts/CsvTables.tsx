import { goodRows } from "../../state/organizer/csv.ts";
import { Button } from "../../ui/Button.tsx";
import ui from "../../ui/ui.module.css";
import type { Body, FieldError } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { staff } from "../../words/staff.en.ts";
import css from "./csv.module.css";

const ERRORS_SHOWN = 100;

/** What to correct, by line and column; a press selects the line in the editor. */
export function CsvErrors({ errors, onLine }: { errors: readonly FieldError[]; onLine: (line: number) => void }) {
  if (!errors.length) return null;
  return (
    <>
      <h3 class={css.title}>{w.csv.errors}</h3>
      <div class={css.errors} role="group" aria-label={w.csv.errors} tabIndex={0}>
        <table class={ui.table}>
          <thead><tr><th scope="col">{w.csv.line}</th><th scope="col">{w.csv.column}</th><th scope="col">{w.csv.problem}</th></tr></thead>
          <tbody>{errors.slice(0, ERRORS_SHOWN).map((error) => <ErrorRow key={error.where + error.message} error={error} onLine={onLine} />)}</tbody>
        </table>
      </div>
      {errors.length > ERRORS_SHOWN && <p class={css.more}>{w.csv.moreErrors(errors.length - ERRORS_SHOWN)}</p>}
    </>
  );
}

function ErrorRow({ error, onLine }: { error: FieldError; onLine: (line: number) => void }) {
  const line = error.line;
  return (
    <tr>
      <td>{line ? <Button kind="quiet" small label={w.csv.goto(line)} onClick={() => onLine(line)}>{line}</Button> : null}</td>
      <td>{error.column ?? w.csv.whole}</td>
      <td>{error.message}</td>
    </tr>
  );
}

/** The rows as they were understood: a wrong separator, column or encoding is seen here before anything is taken. */
export function CsvRows({ out }: { out: Body<"CsvOut"> }) {
  if (!out.preview.length) return null;
  const c = w.csv.fields;
  return (
    <>
      <h3 class={css.title}>{w.csv.good}</h3>
      <div class={css.good} role="group" aria-label={w.csv.good} tabIndex={0}>
        <table class={ui.table}>
          <thead><tr>{[w.csv.line, c.name, c.email, c.roles, c.password].map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          <tbody>
            {out.preview.map((row) => (
              <tr key={row.line}>
                <td>{row.line}</td><td>{row.name}</td><td>{row.email}</td>
                <td>{row.roles.map((role) => staff.roles[role]).join(", ")}</td><td>{row.password ? "••••••" : ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {goodRows(out) > out.preview.length && <p class={css.more}>{w.csv.moreRows(goodRows(out) - out.preview.length)}</p>}
    </>
  );
}
