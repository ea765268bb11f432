import type { ComponentChildren } from "preact";
import type { Loader } from "../../state/organizer/load.ts";
import { Notice } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { passes } from "../../state/organizer/faults.ts";
import type { Refusal } from "../../wire/http.ts";
import { refusalText } from "../../staff/refusal.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { staff } from "../../words/staff.en.ts";
import css from "./parts.module.css";

export function Skeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div class={css.skeleton} role="status" aria-label={w.common.loading}>
      {Array.from({ length: rows }, (_, n) => <span key={n} class={css.bone} />)}
    </div>
  );
}

export function FaultNotice({ fault, retry, stale }: { fault: Refusal; retry?: () => void; stale?: boolean }) {
  return (
    <Notice tone={stale ? "warn" : "bad"} alert>
      <div class={css.fault}>
        <span>
          {stale && `${w.common.stale} `}{refusalText(fault)}{retry && passes(fault) && ` ${staff.retrying}`}
        </span>
        {retry && <Button small onClick={retry}>{w.common.retry}</Button>}
      </div>
    </Notice>
  );
}

interface LoadedProps<T> {
  loader: Loader<T>;
  children: (data: T) => ComponentChildren;
  rows?: number;
}

/** A skeleton before the first data, what went wrong and how to ask again, and old data rather than none. */
export function Loaded<T>({ loader, children, rows }: LoadedProps<T>) {
  const data = loader.data.value;
  const fault = loader.fault.value;
  const retry = () => void loader.load();
  if (data === null && !fault) return <Skeleton {...(rows ? { rows } : {})} />;
  return (
    <>
      {fault && <FaultNotice fault={fault} retry={retry} stale={data !== null} />}
      {data !== null && children(data)}
    </>
  );
}
