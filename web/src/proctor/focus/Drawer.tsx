import { useEffect, useRef } from "preact/hooks";
import type { Board } from "../../state/proctor/board.ts";
import { Rail } from "../Rail.tsx";
import css from "./focus.module.css";
import type { View } from "./view.ts";

/** The alerts of all students, laid over the side panel. */
export function Drawer({ board, view }: { board: Board; view: View }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current?.querySelector<HTMLElement>("header button:last-of-type")?.focus();
    return () => before?.focus?.();
  }, []);
  return (
    <div ref={box} class={css.drawer}>
      <Rail board={board} onClose={() => { view.drawer.value = false; }} />
    </div>
  );
}
