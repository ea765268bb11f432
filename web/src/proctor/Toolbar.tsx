import { useComputed } from "@preact/signals";
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import type { Board } from "../state/proctor/board.ts";
import { type Filter, needsAttention } from "../state/proctor/order.ts";
import { Button } from "../ui/Button.tsx";
import { proctor as w } from "../words/proctor.en.ts";
import { Icon } from "./icons.tsx";
import { Segments } from "./Segments.tsx";
import css from "./toolbar.module.css";

const FILTERS: readonly (readonly [Filter, string])[] = [
  ["all", w.filters.all], ["attention", w.filters.attention], ["online", w.filters.online],
];
const SOURCES = [["camera", w.sources.camera], ["screen", w.sources.screen]] as const;

function Counts({ board }: { board: Board }) {
  const counts = useComputed(() => {
    const tiles = [...board.tiles.value.values()];
    const urgent = [...board.needs.value.values()].filter(needsAttention).length;
    return { all: tiles.length, online: tiles.filter((t) => t.online).length, urgent };
  }).value;
  if (!board.welcomed.value) return <p class={css.counts}>{w.loading}</p>;
  return (
    <p class={css.counts}>
      <strong>{w.students(counts.all)}</strong>
      <span>{w.online(counts.online)}</span>
      <span class={counts.urgent ? css.urgent : ""}>{w.attention(counts.urgent)}</span>
    </p>
  );
}

function Outdated({ board }: { board: Board }) {
  if (!board.arranging.outdated.value) return null;
  return (
    <span class={css.outdated} role="status" title={w.outdatedHint}>
      {w.outdated}
      <button type="button" onClick={() => board.arranging.settle(true)}>{w.reorder}</button>
    </span>
  );
}

export function SoundSwitch({ board }: { board: Board }) {
  const { sound } = board.preferences;
  const waits = sound.value && board.hushed.value;
  const waited = useRef(false);
  const text = waits ? w.soundWaits : sound.value ? w.soundOn : w.soundOff;
  const note = () => {
    waited.current = waits;
  };
  // The touch itself wakes the sound: it must not switch off what it has just switched on.
  const press = () => {
    if (!waited.current && !waits) sound.value = !sound.value;
    waited.current = false;
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes how things stood when the button in it was pressed
    <span onPointerDown={note} onKeyDown={note}>
      <Button small kind="quiet" pressed={sound.value && !waits} label={w.soundIs(text)} title={w.soundIs(text)} onClick={press}>
        <Icon sign={sound.value && !waits ? "bell" : "mute"} /> <span class={css.wide}>{text}</span>
      </Button>
    </span>
  );
}

interface ToolbarProps {
  board: Board;
  search: RefObject<HTMLInputElement | null>;
  onKeys: () => void;
}

export function Toolbar({ board, search, onKeys }: ToolbarProps) {
  const { arranging, preferences } = board;
  return (
    <div class={css.toolbar}>
      <h1 class="visually-hidden">{w.title}</h1>
      <Counts board={board} />
      <Segments label={w.filter} value={arranging.filter.value} options={FILTERS} onPick={(f) => arranging.narrow(f, arranging.search.value)} />
      <Segments label={w.source} value={preferences.source.value} options={SOURCES} onPick={(s) => { preferences.source.value = s; }} />
      <label class={css.search}>
        <Icon sign="search" />
        <input
          ref={search}
          type="search"
          value={arranging.search.value}
          aria-label={w.search}
          placeholder={w.search}
          onInput={(e) => arranging.narrow(arranging.filter.value, e.currentTarget.value)}
        />
      </label>
      <Outdated board={board} />
      <span class={css.end}>
        <SoundSwitch board={board} />
        <Button small kind="quiet" label={w.keys} title={`${w.keys} (?)`} onClick={onKeys}><Icon sign="keys" /></Button>
      </span>
    </div>
  );
}
