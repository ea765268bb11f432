import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import css from "./panels.module.css";

const MINE_MS = 4000; // after the reader has scrolled, the list does not run away under the eyes

/** A list that keeps the entry `current` in sight, unless the reader is scrolling it. */
export function Follow({ current, children, label }: { current: string | null; children: ComponentChildren; label: string }) {
  const list = useRef<HTMLUListElement>(null);
  const touched = useRef(0);
  useEffect(() => {
    const box = list.current?.closest<HTMLElement>("[data-scrolls]");
    const entry = current && list.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(current)}"]`);
    if (!box || !entry || performance.now() - touched.current < MINE_MS) return;
    const top = entry.offsetTop;
    box.scrollTop = Math.max(0, top - box.clientHeight / 2);
  }, [current]);
  const touch = () => {
    touched.current = performance.now();
  };
  return <ul ref={list} class={css.list} aria-label={label} onWheel={touch} onTouchMove={touch} onFocusIn={touch}>{children}</ul>;
}

/** The last entry at or before the moment; entries in order of time. */
export function lastAt<T extends { at: number; id: string }>(entries: readonly T[], now: number): string | null {
  let found: string | null = null;
  for (const entry of entries) if (entry.at <= now) found = entry.id;
  return found;
}
