import { useComputed } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { route } from "../staff/router.ts";
import { Board } from "../state/proctor/board.ts";
import { turnedAway } from "../state/staff/account.ts";
import { toast } from "../ui/bits.tsx";
import { proctor as w } from "../words/proctor.en.ts";
import { Chime } from "./chime.ts";
import { FocusPage } from "./focus/Focus.tsx";
import { Grid } from "./Grid.tsx";
import { useTop } from "./hooks.ts";
import { LineBanner } from "./Line.tsx";
import { focusOf } from "./moves.ts";
import css from "./page.module.css";

function newBoard(chime: Chime): Board {
  const board: Board = new Board({
    ring: (kind) => board.preferences.sound.peek() && chime.ring(kind),
    onSignedOut: turnedAway,
    onRefused: (sentence) => toast(w.failed(sentence), "bad"),
    onAnswered: (student, by) => toast(w.answeredBy(student, by)),
  });
  return board;
}

function useBoard(): Board {
  const chime = useMemo(() => new Chime((hushed) => { board.hushed.value = hushed; }), []);
  const board: Board = useMemo(() => newBoard(chime), []);
  useEffect(() => {
    board.open();
    const stop = board.preferences.sound.subscribe((on) => on && chime.ready());
    return () => {
      stop();
      chime.close();
      board.close();
    };
  }, []);
  return board;
}

function useTitle(board: Board): void {
  const signs = useComputed(() => board.calls.value.length + board.unseen.value).value;
  useEffect(() => {
    document.title = w.titled(signs);
  }, [signs]);
}

/** The proctor's pages: all students, or one of them. */
export function ProctorPage() {
  const board = useBoard();
  const box = useRef<HTMLDivElement>(null);
  const session = useComputed(() => focusOf(route.value)).value;
  useEffect(() => board.look(session), [session]);
  useTop(box);
  useTitle(board);
  return (
    <div ref={box} class={`dark ${css.page}`}>
      <LineBanner board={board} />
      {session ? <FocusPage key={session} board={board} session={session} /> : <Grid board={board} />}
    </div>
  );
}
