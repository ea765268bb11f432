import type { Signal } from "@preact/signals";
import { readingOf } from "../../state/proctor/reading.ts";
import { type Lane, type Mark, percent, type Span } from "../../state/proctor/timeline.ts";
import { proctor as w } from "../../words/proctor.en.ts";
import { trackerMeaning, trackerName } from "../../words/trackers.en.ts";
import { linesOf } from "./marks.ts";
import type { PartProps } from "./parts.ts";
import css from "./timeline.module.css";
import { placeOf, type ToldAt } from "./Told.tsx";

function MarkButton({ mark, span, reached, told }: { mark: Mark; span: Span; reached: boolean; told: Signal<ToldAt | null> }) {
  const left = percent(mark.from, span);
  const point = mark.from === mark.to && !mark.open;
  const show = (event: Event) => {
    told.value = { ...placeOf(event.currentTarget as Element), lines: linesOf(mark) };
  };
  const hide = () => {
    told.value = null;
  };
  return (
    <button
      type="button" data-mark={mark.id} tabIndex={reached ? 0 : -1} aria-label={linesOf(mark).join(", ")}
      class={`${css.mark} ${point ? css.point : css.bar} ${css[mark.tone]} ${mark.open ? css.going : ""}`}
      style={{ left: `${left}%`, ...(point ? {} : { width: `${percent(mark.to, span) - left}%` }) }}
      onPointerEnter={show} onPointerLeave={hide} onFocus={show} onBlur={hide} onClick={show}
    />
  );
}

/** What the tracker says at this moment. */
function Now({ board, focus, tracker }: PartProps & { tracker: string }) {
  const tile = board.tiles.value.get(focus.session);
  const readings = { values: focus.readings.value, atMs: focus.readAtMs.value };
  const reading = readingOf(tracker, readings, tile?.unavailable ?? [], board.now.value);
  const name = trackerName(tracker);
  if (reading.kind === "unavailable") return <Value text={w.timeline.unavailable(name)} class={css.faint}>{w.timeline.unavailableShort}</Value>;
  if (reading.kind === "unknown") return <Value text={w.timeline.unknown(name)} class={css.faint}>–</Value>;
  const share = `${Math.round(reading.share * 100)} %`;
  return (
    <Value text={w.timeline.value(name, share)} class={reading.share ? css.lit : css.quiet}>
      <i style={{ width: `${reading.share * 100}%` }} /><span>{share}</span>
    </Value>
  );
}

function Value({ text, class: look, children }: { text: string; class: string | undefined; children: preact.ComponentChildren }) {
  return <span class={`${css.value} ${look}`} role="img" aria-label={text} title={text}>{children}</span>;
}

export interface RowNames {
  plain: string | undefined; // of a lane that belongs to no tracker
}

type RowProps = PartProps & RowNames & { lane: Lane; span: Span; reached: string | null; told: Signal<ToldAt | null> };

export function LaneRow({ lane, span, reached, told, plain, ...props }: RowProps) {
  const name = plain ?? trackerName(lane.tracker);
  const hint = plain ? plain : trackerMeaning(lane.tracker);
  return (
    <div class={`${css.lane} ${plain ? css.plain : ""}`} role="group" aria-label={plain ? name : w.timeline.summary(name, lane.marks.length)}>
      <span class={`${css.label} ${lane.marks.length ? css.some : ""}`} title={hint}>{name}</span>
      <div class={css.track}>
        {lane.marks.map((mark) => <MarkButton key={mark.id} mark={mark} span={span} reached={mark.id === reached} told={told} />)}
      </div>
      {plain ? <span /> : <Now {...props} tracker={lane.tracker} />}
    </div>
  );
}
