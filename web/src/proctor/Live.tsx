import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { LivePlayer } from "../media/live/player.ts";
import type { Board } from "../state/proctor/board.ts";
import type { Source } from "../wire/frames.ts";
import { proctor as w } from "../words/proctor.en.ts";
import css from "./live.module.css";

interface LiveProps {
  board: Board;
  session: string;
  source: Source;
  name: string; // of the student
  volume?: number | null; // left out or null: silent
  small?: boolean;
  quiet?: boolean; // somebody else says why there is no picture
}

function Sign({ title, more }: { title: string; more?: string }) {
  return (
    <div class={css.sign}>
      <strong>{title}</strong>
      {more && <span>{more}</span>}
    </div>
  );
}

function Over({ player, small, quiet }: { player: LivePlayer; small: boolean; quiet: boolean }) {
  const state = player.state.value;
  if (quiet && (state === "waiting" || state === "stalled")) return null;
  if (state === "unsupported") return <Sign title={w.picture.unsupported} more={small ? "" : w.picture.unsupportedMore} />;
  if (state === "undecodable") return <Sign title={w.picture.undecodable} more={small ? "" : w.picture.undecodableMore} />;
  if (!player.shown.value) return <div class={css.waiting}><span>{w.picture.waiting}</span></div>;
  if (state === "stalled") return <div class={css.corner}>{w.picture.stalled}</div>;
  return player.still.value ? <div class={css.corner}>{w.picture.stills}</div> : null;
}

/** The moving picture of one source, as long as this is shown. */
export function Live({ board, session, source, name, volume = null, small = false, quiet = false }: LiveProps) {
  const box = useRef<HTMLDivElement>(null);
  const [player, setPlayer] = useState<LivePlayer | null>(null);
  // In the layout phase: from a tile to the focus the element must not leave the document, or the browser pauses it.
  useLayoutEffect(() => {
    const held = board.players.hold(session, source);
    box.current?.append(held.element);
    held.play();
    setPlayer(held);
    return () => {
      held.listen(null);
      board.players.release(session, source);
    };
  }, [session, source]);
  useLayoutEffect(() => player?.listen(volume), [player, volume]);
  useLayoutEffect(() => player?.element.setAttribute("aria-label", w.pictureOf(w.sources[source], name)), [player, name]);
  return (
    <div class={css.live}>
      <div ref={box} class={css.box} />
      {player && <Over player={player} small={small} quiet={quiet} />}
    </div>
  );
}
