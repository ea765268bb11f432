import type { ComponentChildren } from "preact";
import type { Paged } from "../../state/organizer/load.ts";
import { Empty } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { organizer as w } from "../../words/organizer.en.ts";
import { MoreButton } from "./inputs.tsx";
import css from "./parts.module.css";

/** Nothing is here yet: what belongs here, and the way to the first one. */
export function Blank({ title, text, children }: { title: string; text?: string; children?: ComponentChildren }) {
  return (
    <div class={css.blank}>
      <Empty title={title}>
        {text && <p>{text}</p>}
        {children && <div class={css.blankActions}>{children}</div>}
      </Empty>
    </div>
  );
}

/** A search or filter left nothing over; the rest is there. */
export const NoMatch = ({ text = w.common.nothingFound, onClear }: { text?: string; onClear?: () => void }) => (
  <Blank title={text}>{onClear && <Button onClick={onClear}>{w.common.clear}</Button>}</Blank>
);

export function More<T>({ list }: { list: Paged<T> }) {
  if (!list.next.value) return null;
  return <MoreButton busy={list.busy.value} onClick={() => void list.more()} />;
}
