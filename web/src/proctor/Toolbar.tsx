import { useComputed } from "@preact/signals";
import type { RefObject } from "preact";
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
  const text = sound.value ? w.soundOn : w.soundOff;
  return (
    <Button small kind="quiet" pressed={sound.value} label={w.soundIs(text)} title={w.soundIs(text)} onClick={() => { sound.value = !sound.value; }}>
      <Icon sign={sound.value ? "bell" : "mute"} /> <span class={css.wide}>{text}</span>
    </Button>
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
