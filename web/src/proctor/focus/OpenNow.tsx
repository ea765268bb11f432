import type { Board } from "../../state/proctor/board.ts";
import { detailText } from "../../words/details.en.ts";
import { proctor as w } from "../../words/proctor.en.ts";
import { trackerMeaning, trackerName } from "../../words/trackers.en.ts";
import { SEVERITY_SIGN } from "../bits.tsx";
import { since } from "../describe.ts";
import { Icon } from "../icons.tsx";
import css from "./stage.module.css";

/** The violations that go on at this moment, the newest first. */
export function OpenNow({ board, session }: { board: Board; session: string }) {
  const tile = board.tiles.value.get(session);
  const open = [...(tile?.open_violations ?? [])].sort((a, b) => b.started_at_ms - a.started_at_ms);
  return (
    <div class={css.open}>
      <h2>{w.focus.openNow}</h2>
      {open.length === 0 && <p>{w.focus.nothingOpen}</p>}
      <ul>
        {open.map((v) => (
          <li key={v.id} class={css[v.severity]} title={detailText(v.tracker, v.detail ?? {}) || trackerMeaning(v.tracker)}>
            <Icon sign={SEVERITY_SIGN[v.severity]} size={18} />
            <span class="visually-hidden">{w.rail.severity[v.severity]}:</span>
            <strong>{trackerName(v.tracker)}</strong>
            <span>{since(v.started_at_ms, board.now.value)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
