import type { Board } from "../../state/proctor/board.ts";
import { Button } from "../../ui/Button.tsx";
import type { Tile } from "../../wire/messages.ts";
import { proctor as w } from "../../words/proctor.en.ts";
import { since } from "../describe.ts";
import { Icon } from "../icons.tsx";
import { answerCall } from "../moves.ts";
import css from "./calls.module.css";

function Call({ board, tile, own }: { board: Board; tile: Tile; own: boolean }) {
  const answering = board.talking.answering.value.has(tile.help ?? "");
  const waited = since(tile.help_at_ms ?? board.now.value, board.now.value);
  return (
    <li class={own ? css.own : css.other}>
      <Icon sign="hand" size={own ? 20 : 16} />
      <strong>{tile.student}</strong>
      {/* Told once, not each second. */}
      <span class={css.waited} aria-live="off">{own ? w.focus.calls(waited) : waited}</span>
      <span class={css.text}>{tile.help_text || w.rail.noWords}</span>
      <Button small kind="primary" busy={answering} label={w.answerFor(tile.student)} onClick={() => answerCall(board, tile)}>
        {answering ? w.answering : w.answer}
      </Button>
    </li>
  );
}

/** Whoever calls for help is seen and heard of here too, the student in focus first. */
export function Calls({ board, session }: { board: Board; session: string }) {
  const calls = board.calls.value;
  const own = calls.filter((t) => t.session === session);
  const others = calls.filter((t) => t.session !== session);
  return (
    <ul class={calls.length ? css.calls : css.none} aria-label={w.calls} aria-live="assertive">
      {[...own, ...others].map((tile) => <Call key={tile.help} board={board} tile={tile} own={tile.session === session} />)}
    </ul>
  );
}
