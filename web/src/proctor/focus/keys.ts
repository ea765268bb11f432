import { go } from "../../staff/router.ts";
import type { Board } from "../../state/proctor/board.ts";
import { useKeys } from "../hooks.ts";
import { plainKey } from "../keys.ts";
import { answerCall, besides, focusPath, GRID } from "../moves.ts";
import type { PartProps } from "./parts.ts";

/** Back to all students, and with the keyboard to the tile one came from. */
export function leaveFocus(board: Board, session: string): void {
  board.cameFrom = session;
  go(GRID);
}

/** `replace`: one press of "back" leads to the grid, however many students were looked at. */
export function step(board: Board, session: string, by: 1 | -1): void {
  const to = besides(board.arranging.shown.peek(), session, by);
  if (to) go(focusPath(to), true);
}

export function swap(board: Board): void {
  const { large } = board.preferences;
  large.value = large.value === "camera" ? "screen" : "camera";
}

function answerOldest(board: Board): void {
  const call = board.calls.peek()[0];
  if (call) answerCall(board, call);
}

function write({ board, view }: PartProps): void {
  board.preferences.panel.value = "chat";
  view.writing.value++;
}

function goBack({ board, focus, view }: PartProps): void {
  if (view.drawer.value) view.drawer.value = false;
  else leaveFocus(board, focus.session);
}

const ACTS: Record<string, (props: PartProps) => void> = {
  Escape: goBack,
  Leave: () => (document.activeElement as HTMLElement | null)?.blur(),
  ArrowLeft: ({ board, focus }) => step(board, focus.session, -1),
  ArrowRight: ({ board, focus }) => step(board, focus.session, 1),
  a: ({ view }) => { view.drawer.value = !view.drawer.value; },
  c: write,
  h: ({ board }) => answerOldest(board),
  m: ({ board: { preferences } }) => { preferences.listening.value = !preferences.listening.value; },
  s: ({ board }) => swap(board),
  "?": ({ view }) => { view.keys.value = true; },
};

/** A slider and a tab take the arrows for themselves. */
const takesArrows = (event: KeyboardEvent): boolean =>
  event.key.startsWith("Arrow") && (event.target as Element).closest?.("input,[role=tablist],[data-arrows]") !== null;

export function useFocusKeys(props: PartProps): void {
  useKeys((event) => {
    const act = ACTS[plainKey(event) ?? ""];
    if (!act || takesArrows(event)) return;
    event.preventDefault();
    act(props);
  });
}
