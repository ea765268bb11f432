import type { ComponentChildren } from "preact";
import ui from "../../ui/ui.module.css";
import { go } from "../../staff/router.ts";
import css from "./parts.module.css";

export interface Column<R> {
  key: string;
  head: ComponentChildren;
  cell: (row: R) => ComponentChildren;
  align?: "right" | "center";
  narrow?: boolean; // as wide as its content
  wideOnly?: boolean; // left out on a small screen
}

interface GridProps<R> {
  caption: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  id: (row: R) => string;
  to?: (row: R) => string; // where a click on the row leads; the first cell holds the link for the keyboard
  marked?: (row: R) => boolean;
  faded?: (row: R) => boolean;
}

const names = (...list: (string | false | undefined)[]): string => list.filter(Boolean).join(" ");

function classOf<R>(column: Column<R>): string {
  return names(column.align === "right" && css.right, column.align === "center" && css.center,
    column.narrow && css.narrow, column.wideOnly && css.wideOnly);
}

/** A click anywhere in the row counts, unless it was for something in it or ends a selection of text. */
function onRow(event: MouseEvent, path: string): void {
  const target = event.target as HTMLElement;
  if (event.button !== 0 || target.closest("a,button,input,label,select") || String(getSelection())) return;
  go(path);
}

export function Grid<R>({ caption, columns, rows, id, to, marked, faded }: GridProps<R>) {
  return (
    <div class={css.scroll} role="group" aria-label={caption} tabIndex={0}>
      <table class={names(ui.table, css.grid)}>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>{columns.map((c) => <th key={c.key} scope="col" class={classOf(c)}>{c.head}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={id(row)}
              class={names(to && css.linked, marked?.(row) && css.marked, faded?.(row) && css.faded)}
              {...(to ? { onClick: (e: MouseEvent) => onRow(e, to(row)) } : {})}
            >
              {columns.map((c) => <td key={c.key} class={classOf(c)}>{c.cell(row)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
