import type { Board } from "../state/proctor/board.ts";
import { go } from "../staff/router.ts";
import type { Tile } from "../wire/messages.ts";

export const GRID = "/staff/watch";

export const focusPath = (session: string): string => `${GRID}/${encodeURIComponent(session)}`;

/** The session an address of ours names; null for the grid. */
export function focusOf(path: string): string | null {
  const id = path.startsWith(`${GRID}/`) ? path.slice(GRID.length + 1).replace(/\/$/, "") : "";
  return id ? decodeURIComponent(id) : null;
}

/** Takes the call and goes to the student. */
export function answerCall(board: Board, tile: Tile): void {
  if (!tile.help) return;
  board.talking.answer(tile.session, tile.help);
  board.wishChat.value = tile.session;
  go(focusPath(tile.session));
}

/** The student before or after this one, round and round. */
export function besides(order: readonly string[], session: string, by: 1 | -1): string | null {
  const at = order.indexOf(session);
  if (at < 0) return order[0] ?? null;
  const to = order[(at + by + order.length) % order.length];
  return to === session ? null : (to ?? null);
}

export const leftAlone = (event: MouseEvent): boolean =>
  event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
