import { useComputed, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { go } from "../staff/router.ts";
import type { Board } from "../state/proctor/board.ts";
import { Empty } from "../ui/bits.tsx";
import { Button } from "../ui/Button.tsx";
import { proctor as w } from "../words/proctor.en.ts";
import css from "./grid.module.css";
import { useKeys } from "./hooks.ts";
import { KeyList } from "./KeyList.tsx";
import { plainKey } from "./keys.ts";
import { answerCall, focusPath } from "./moves.ts";
import { Rail } from "./Rail.tsx";
import { Skeleton } from "./Skeleton.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { Wall } from "./Wall.tsx";

function Nobody({ board }: { board: Board }) {
  const { tiles, arranging } = board;
  if (!tiles.value.size) return <Empty title={w.empty.nothing}><p>{w.empty.nothingHint}</p></Empty>;
  const calm = arranging.filter.value === "attention" && !arranging.search.value;
  return (
    <Empty title={calm ? w.empty.calm : w.empty.filtered}>
      {!calm && <p>{w.empty.filteredHint}</p>}
      <Button onClick={() => arranging.narrow("all", "")}>{w.empty.showAll}</Button>
    </Empty>
  );
}

function NobodyYet({ board }: { board: Board }) {
  const nobody = useComputed(() => [...board.tiles.value.values()].every((t) => t.state === "scheduled")).value;
  if (!nobody) return null;
  return (
    <p class={css.nobody} role="status">
      <strong>{w.empty.nobody}.</strong> {w.empty.nobodyHint(board.tiles.value.size)}
    </p>
  );
}

function Students({ board }: { board: Board }) {
  const some = useComputed(() => board.arranging.shown.value.length > 0).value;
  if (!board.welcomed.value) return <Skeleton />;
  if (!some) return <div class={css.nothing}><Nobody board={board} /></div>;
  return (
    <div class={css.students}>
      <NobodyYet board={board} />
      <Wall board={board} onOpen={(session) => go(focusPath(session))} />
    </div>
  );
}

/** All students at once, and beside them what was raised. */
export function Grid({ board }: { board: Board }) {
  const keys = useSignal(false);
  const search = useRef<HTMLInputElement>(null);
  useKeys((event) => {
    const key = plainKey(event);
    const call = board.calls.value[0];
    if (key === "h" && call) answerCall(board, call);
    else if (key === "/") search.current?.focus();
    else if (key === "?") keys.value = true;
    else if (key === "s") board.preferences.source.value = board.preferences.source.value === "camera" ? "screen" : "camera";
    else if (key === "r") board.arranging.settle(true);
    else if (key === "Leave" && document.activeElement === search.current) leaveSearch(board, search.current);
    else return;
    event.preventDefault();
  });
  return (
    <>
      <Toolbar board={board} search={search} onKeys={() => { keys.value = true; }} />
      <div class={css.main}>
        <Students board={board} />
        <Rail board={board} />
      </div>
      {keys.value && <KeyList onClose={() => { keys.value = false; }} />}
    </>
  );
}

function leaveSearch(board: Board, field: HTMLInputElement | null): void {
  if (board.arranging.search.value) board.arranging.narrow(board.arranging.filter.value, "");
  else field?.blur();
}
