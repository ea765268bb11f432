import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Board } from "../state/proctor/board.ts";
import { fit, frameFor } from "../state/proctor/layout.ts";
import { proctor as w } from "../words/proctor.en.ts";
import css from "./grid.module.css";
import { useSize } from "./hooks.ts";
import { neighbour } from "./keys.ts";
import { TileCard } from "./Tile.tsx";

const PADDING = 20;

/** Browsers that do not know the selector refuse it (Chrome before 86, Safari before 15.4): there any focus counts. */
function byKeyboard(target: Element): boolean {
  try {
    return target.matches(":focus-visible");
  } catch {
    return true;
  }
}

/** The students' tiles: as large as the room allows, the most urgent first. */
export function Wall({ board, onOpen }: { board: Board; onOpen: (session: string) => void }) {
  const room = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const size = useSize(room);
  const { arranging } = board;
  const order = arranging.shown.value;
  const at = useSignal<string | null>(null);
  const frame = frameFor(board.preferences.source.value);
  const place = fit(order.length, size.width - PADDING, size.height - PADDING, frame);
  const current = at.value && order.includes(at.value) ? at.value : (order[0] ?? null);

  useEffect(() => () => {
    arranging.hold("pointer", false);
    arranging.hold("keyboard", false);
  }, []);
  useReturn(board, list, at);
  const focusTile = (session: string | null) => {
    at.value = session;
    requestAnimationFrame(() => tileLink(list.current, session)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = (event.target as Element).closest<HTMLElement>("[data-session]")?.dataset["session"];
    if (!from || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = neighbour(order.indexOf(from), event.key, place.columns, order.length);
    if (to === null) return;
    event.preventDefault();
    focusTile(order[to] ?? null);
  };
  const onFocusIn = (event: FocusEvent) => {
    const target = event.target as HTMLElement;
    at.value = target.closest<HTMLElement>("[data-session]")?.dataset["session"] ?? at.value;
    arranging.hold("keyboard", byKeyboard(target));
  };
  return (
    <div ref={room} class={css.room}>
      <ul
        ref={list}
        class={css.wall}
        aria-label={w.title}
        style={{ gridTemplateColumns: `repeat(${place.columns}, ${place.width}px)`, gap: `${frame.gap}px` }}
        onKeyDown={onKeyDown}
        onPointerEnter={() => arranging.hold("pointer", true)}
        onPointerLeave={() => arranging.hold("pointer", false)}
        onFocusIn={onFocusIn}
        onFocusOut={(e) => !list.current?.contains(e.relatedTarget as Node | null) && arranging.hold("keyboard", false)}
      >
        {order.map((session) => (
          <TileCard key={session} board={board} session={session} reached={session === current} onOpen={onOpen} height={frame.heightOf(place.width)} />
        ))}
      </ul>
    </div>
  );
}

const tileLink = (list: Element | null, session: string | null): HTMLElement | null =>
  session === null ? null : (list?.querySelector<HTMLElement>(`[data-session="${CSS.escape(session)}"] a`) ?? null);

/** Who comes back from one student with the keyboard stands at that student's tile again. */
function useReturn(board: Board, list: { current: Element | null }, at: { value: string | null }): void {
  useLayoutEffect(() => {
    const session = board.cameFrom;
    board.cameFrom = null;
    if (!session) return;
    at.value = session;
    // The shell moves the focus to the page's content after a change of address; this comes later.
    requestAnimationFrame(() => tileLink(list.current, session)?.focus());
  }, []);
}
