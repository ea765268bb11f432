import type { Board } from "../state/proctor/board.ts";
import { Spinner } from "../ui/Button.tsx";
import { timeOfDaySeconds } from "../ui/time.ts";
import { proctor as w } from "../words/proctor.en.ts";
import css from "./page.module.css";

const CLOSED: Record<number, string> = { 4401: w.line.signedOut, 4403: w.line.forbidden, 4409: w.line.elsewhere };

/** Says that the line is lost, as long as it is. */
export function LineBanner({ board }: { board: Board }) {
  const final = board.line.value === "closed" ? CLOSED[board.closeCode.value] : undefined;
  if (final) return <div class={css.banner} role="alert">{final}</div>;
  if (!board.lineLost.value) return null;
  return (
    <div class={css.banner} role="alert">
      <Spinner /> {w.line.lost(timeOfDaySeconds(board.lostAt.value ?? board.now.value))}
    </div>
  );
}
