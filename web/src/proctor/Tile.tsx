import { useComputed } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import type { Board } from "../state/proctor/board.ts";
import { isOffline, isOver, type Need } from "../state/proctor/order.ts";
import { Button } from "../ui/Button.tsx";
import { timeOfDay } from "../ui/time.ts";
import type { Tile } from "../wire/messages.ts";
import { proctor as w } from "../words/proctor.en.ts";
import { Credibility, Strip, ViolationChips } from "./bits.tsx";
import { needName, since, stateName } from "./describe.ts";
import { useAfter, useInView } from "./hooks.ts";
import { Icon } from "./icons.tsx";
import { Live } from "./Live.tsx";
import { answerCall, focusPath, leftAlone } from "./moves.ts";
import css from "./tile.module.css";

/** The look of each need; two of the names mean something else in this style sheet. */
const LOOKS: Record<Need, string | undefined> = {
  help: css.help, serious: css.serious, alert: css.alert, offline: css.away, warn: css.warn, calm: "", before: css.before, over: css.over,
};
const LOOK_MS = 350; // a pointer that only passes does not start the other picture

interface CardProps {
  board: Board;
  session: string;
  reached: boolean; // by the tabulator; from there the arrows lead on
  height: number;
  onOpen: (session: string) => void;
}

function Call({ board, tile }: { board: Board; tile: Tile }) {
  const answering = board.talking.answering.value.has(tile.help ?? "");
  const waited = since(tile.help_at_ms ?? board.now.value, board.now.value);
  return (
    <div class={css.call}>
      <Icon sign="hand" size={15} />
      <span title={w.callsFor(waited)}>{waited}</span>
      <Button small kind="primary" busy={answering} label={w.answerFor(tile.student)} onClick={() => answerCall(board, tile)}>
        {answering ? w.answering : w.answer}
      </Button>
    </div>
  );
}

function Picture({ board, tile, other }: { board: Board; tile: Tile; other: boolean }) {
  const chosen = board.preferences.source.value;
  const rest = chosen === "camera" ? "screen" : "camera";
  return (
    <>
      <Live key={chosen} board={board} session={tile.session} source={chosen} name={tile.student} small quiet={isOffline(tile)} />
      {other && (
        <div class={css.other}>
          <Live key={rest} board={board} session={tile.session} source={rest} name={tile.student} small />
          <span>{w.sources[rest]}</span>
        </div>
      )}
    </>
  );
}

function Offline({ board, tile }: { board: Board; tile: Tile }) {
  const from = tile.offline_since_ms;
  return <div class={css.offline}>{from ? w.offlineSince(timeOfDay(from), since(from, board.now.value)) : w.offline}</div>;
}

function Screen({ board, tile, inView, hovered }: { board: Board; tile: Tile; inView: boolean; hovered: boolean }) {
  const other = useAfter(hovered, LOOK_MS);
  const plays = tile.state === "running" || (tile.state === "checking" && tile.sources.length > 0);
  return (
    <div class={css.picture}>
      {plays && inView && <Picture board={board} tile={tile} other={other && tile.online} />}
      {!plays && <div class={css.none}>{stateName(tile.state)}</div>}
      {plays && tile.state === "checking" && <span class={css.state}>{stateName(tile.state)}</span>}
      {isOffline(tile) && <Offline board={board} tile={tile} />}
      {tile.help && !isOver(tile) && <Call board={board} tile={tile} />}
      {!isOver(tile) && <div class={css.chips}><ViolationChips tile={tile} /></div>}
    </div>
  );
}

function Name({ tile, need, reached, onOpen }: { tile: Tile; need: Need; reached: boolean; onOpen: (session: string) => void }) {
  const open = (event: MouseEvent) => {
    if (leftAlone(event)) return;
    event.preventDefault();
    onOpen(tile.session);
  };
  return (
    <a class={css.name} href={focusPath(tile.session)} tabIndex={reached ? 0 : -1} onClick={open} aria-label={w.openTile(tile.student, needName(need))} title={`${tile.student} · ${tile.exam_title}`}>
      {tile.student}
    </a>
  );
}

export function TileCard({ board, session, reached, height, onOpen }: CardProps) {
  const box = useRef<HTMLLIElement>(null);
  const inView = useInView(box);
  const [hovered, setHovered] = useState(false);
  const tile = useComputed(() => board.tiles.value.get(session)).value;
  const need = useComputed(() => board.needs.value.get(session) ?? "calm").value;
  const fresh = useComputed(() => board.unseenBySession.value.get(session) ?? 0).value;
  return (
    <li
      ref={box}
      class={`${css.tile} ${LOOKS[need]} ${fresh ? css.fresh : ""}`}
      data-session={session}
      data-need={need}
      style={{ height: `${height}px` }}
      onPointerEnter={(e) => e.pointerType === "mouse" && setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      {tile && (
        <>
          <Screen board={board} tile={tile} inView={inView} hovered={hovered} />
          <Strip board={board} tile={tile} />
          <div class={css.bar}>
            <Name tile={tile} need={need} reached={reached} onOpen={onOpen} />
            <Credibility value={tile.credibility} />
          </div>
        </>
      )}
    </li>
  );
}
