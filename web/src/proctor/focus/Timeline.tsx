import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { trackersOf } from "../../state/proctor/focus.ts";
import { stepFrom } from "../../state/proctor/stepping.ts";
import {
  busyFirst, eventMarks, inside, type Lane, LAST_MS, outageMarks, type Span, type SpanName, ticks, trackerLanes, windowOf, percent,
} from "../../state/proctor/timeline.ts";
import { timeOfDay } from "../../ui/time.ts";
import { Spinner } from "../../ui/Button.tsx";
import { proctor as w } from "../../words/proctor.en.ts";
import { useSize } from "../hooks.ts";
import { Segments } from "../Segments.tsx";
import { LaneRow, type RowNames } from "./LaneRow.tsx";
import { EVENTS, OUTAGES } from "./marks.ts";
import type { PartProps } from "./parts.ts";
import { Told, type ToldAt } from "./Told.tsx";
import css from "./timeline.module.css";

const SPANS: readonly (readonly [SpanName, string])[] = [
  ["ten", w.timeline.spans.ten], ["hour", w.timeline.spans.hour], ["all", w.timeline.spans.all],
];
const TICK_PX = 90;
const LABEL_PX = 60; // what a label needs before the right edge

/** Every lane from top to bottom, with what lies within the span. */
function lanesOf({ board, focus }: PartProps, span: Span): Lane[] {
  const page = focus.page.value;
  if (!page) return [];
  const tile = board.tiles.value.get(focus.session);
  const all = [
    { tracker: EVENTS, marks: eventMarks(page) },
    { tracker: OUTAGES, marks: outageMarks(page, tile, span.to) },
    ...busyFirst(trackerLanes(page, trackersOf(page), span.to)),
  ];
  return all.map((lane) => ({ ...lane, marks: lane.marks.filter((m) => inside(m, span)) }));
}

function Axis({ span }: { span: Span }) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const at = ticks(span, Math.max(2, Math.floor(width / TICK_PX))).filter((t) => (percent(t, span) / 100) * width < width - LABEL_PX);
  return (
    <div class={css.axis} aria-hidden="true">
      <div ref={box} class={css.ticks}>
        {at.map((t) => <span key={t} style={{ left: `${percent(t, span)}%` }}>{timeOfDay(t)}</span>)}
      </div>
      <span class={css.now}>{w.timeline.now}</span>
    </div>
  );
}

/** The element a mark is drawn as. */
const buttonOf = (box: HTMLElement | null, id: string): HTMLElement | null =>
  box?.querySelector<HTMLElement>(`[data-mark="${CSS.escape(id)}"]`) ?? null;

function Lanes({ lanes, span, props }: { lanes: readonly Lane[]; span: Span; props: PartProps }) {
  const box = useRef<HTMLDivElement>(null);
  const at = useSignal<string | null>(null); // the mark the tabulator reaches
  const told = useSignal<ToldAt | null>(null);
  const known = lanes.some((lane) => lane.marks.some((m) => m.id === at.value));
  const reached = known ? at.value : (lanes.flatMap((lane) => lane.marks)[0]?.id ?? null);
  const onKeyDown = (event: KeyboardEvent) => {
    const from = (event.target as HTMLElement).dataset["mark"];
    const to = from ? stepFrom(lanes, from, event.key) : null;
    if (to === null) return;
    event.preventDefault();
    at.value = to;
    buttonOf(box.current, to)?.focus();
  };
  return (
    <div ref={box} class={css.lanes} role="group" aria-label={w.timeline.title} tabIndex={0} data-arrows onKeyDown={onKeyDown} onScroll={() => { told.value = null; }}>
      {lanes.map((lane) => <LaneRow key={lane.tracker} lane={lane} span={span} reached={reached} told={told} {...rowNames(lane)} {...props} />)}
      <Told at={told} />
    </div>
  );
}

const NAMED: Record<string, string> = { [EVENTS]: w.timeline.events, [OUTAGES]: w.timeline.outages };
const rowNames = ({ tracker }: Lane): RowNames => ({ plain: NAMED[tracker] });

/** The session so far: what was raised, by tracker, beside lost lines, events and words. */
export function Timeline(props: PartProps) {
  const { board, focus, subject } = props;
  const { span: wished } = board.preferences;
  const finished = focus.page.value?.session.finished_at;
  const until = subject.over && finished ? Date.parse(finished) : board.now.value;
  const span = windowOf(subject.startedMs, until, LAST_MS[wished.value]);
  return (
    <section class={css.timeline} aria-label={w.timeline.title}>
      <header class={css.head}>
        <h2>{w.timeline.title}</h2>
        <Segments label={w.timeline.span} value={wished.value} options={SPANS} onPick={(s) => { wished.value = s; }} />
      </header>
      {focus.page.value ? <Lanes lanes={lanesOf(props, span)} span={span} props={props} /> : <p class={css.loading} role="status"><Spinner /> {w.loading}</p>}
      <Axis span={span} />
    </section>
  );
}
