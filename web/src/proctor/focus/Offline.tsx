import type { Board } from "../../state/proctor/board.ts";
import { timeOfDay } from "../../ui/time.ts";
import { proctor as w } from "../../words/proctor.en.ts";
import { since } from "../describe.ts";

/** Since when, and for how long, nothing has come from the student's page. */
export function Offline({ board, session }: { board: Board; session: string }) {
  const from = board.tiles.value.get(session)?.offline_since_ms;
  return <>{from ? w.offlineSince(timeOfDay(from), since(from, board.now.value)) : w.offline}</>;
}
