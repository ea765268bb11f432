import { useComputed, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Review } from "../state/review/page.ts";
import { type Bounds, tracksOf } from "../state/review/spans.ts";
import { followScroll, keptScroll, type Lane, lanesOf, type Mark, percentOf, ticksOf, zoomed } from "../state/review/timeline.ts";
import { LEAD_IN_MS } from "../state/review/violations.ts";
import { duration, timeOfDay, timeOfDaySeconds } from "../ui/time.ts";
import { review as words } from "../words/review.en.ts";
import { trackerName } from "../words/trackers.en.ts";
import { Hover, type HoverAt, hoverAt } from "./Hover.tsx";
import { Icon } from "./icons.tsx";
import { Minutes } from "./Minutes.tsx";
import css from "./timeline.module.css";
import type { View } from "./view.ts";

const laneName = (lane: Lane): string => (lane.tracker ? trackerName(lane.tracker) : (words.lane[lane.id] ?? lane.id));

/** Violations are seen from a little before; everything else from where it is. */
const entry = (mark: Mark): number => (mark.about.kind === "violation" ? mark.from - LEAD_IN_MS : mark.from);

function Bar({ mark, bounds, seek }: { mark: Mark; bounds: Bounds; seek: (at: number) => void }) {
  const left = percentOf(mark.from, bounds);
  const width = percentOf(mark.to, bounds) - left;
  const point = mark.to <= mark.from;
  return (
    <button
      type="button"
      tabIndex={-1}
      data-mark={mark.id}
      aria-hidden="true"
      class={`${css.mark} ${point ? css.point : css.bar} ${css[mark.tone]}`}
      style={{ left: `${left}%`, ...(point ? {} : { width: `${width}%` }) }}
      onPointerDown={(e) => e.stopPropagation()}
      onClick={(e) => {
        e.stopPropagation();
        seek(entry(mark));
      }}
    />
  );
}

function Ruler({ bounds, width }: { bounds: Bounds; width: number }) {
  const { every, at } = ticksOf(bounds, width);
  const text = every >= 60_000 ? timeOfDay : timeOfDaySeconds;
  return (
    <div class={css.ruler}>
      {at.map((t) => <span key={t} class={css.tick} style={{ left: `${percentOf(t, bounds)}%` }}>{text(t)}</span>)}
    </div>
  );
}

function Playhead({ review, bounds }: { review: Review; bounds: Bounds }) {
  return <div class={css.head} style={{ left: `${percentOf(review.player.at.value, bounds)}%` }} />;
}

/** Keeps the playhead in sight while it plays. */
function useFollow(review: Review, scroller: RefObject<HTMLDivElement | null>, bounds: Bounds): void {
  const { at, playing } = review.player;
  useEffect(() => at.subscribe((now) => {
    const box = scroller.current;
    if (!box || !playing.value || box.scrollWidth <= box.clientWidth + 1) return;
    const to = followScroll((percentOf(now, bounds) / 100) * box.scrollWidth, box.scrollLeft, box.clientWidth);
    if (to !== null) box.scrollLeft = to;
  }), [bounds.from, bounds.to]);
}

function useWidth(scroller: RefObject<HTMLDivElement | null>): number {
  const width = useSignal(800);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const watch = new ResizeObserver(() => {
      width.value = box.clientWidth;
    });
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  return width.value;
}

function Slider({ review, bounds }: { review: Review; bounds: Bounds }) {
  const at = review.player.at.value;
  const elapsed = duration((at - bounds.from) / 1000);
  return (
    <div
      class={css.slider}
      role="slider"
      tabIndex={0}
      aria-label={words.position}
      aria-valuemin={0}
      aria-valuemax={Math.round((bounds.to - bounds.from) / 1000)}
      aria-valuenow={Math.round((at - bounds.from) / 1000)}
      aria-valuetext={words.positionText(elapsed, duration((bounds.to - bounds.from) / 1000), timeOfDaySeconds(at))}
    />
  );
}

function Zoom({ view, zoomBy }: { view: View; zoomBy: (by: number) => void }) {
  const button = (label: string, act: () => void, content: preact.ComponentChildren, off = false) => (
    <button type="button" class={css.zoom} aria-label={label} title={label} onClick={act} disabled={off}>{content}</button>
  );
  const whole = view.zoom.value <= 1;
  return (
    <span class={css.zooms}>
      {button(words.zoomOut, () => zoomBy(0.5), <Icon sign="minus" size={16} />, whole)}
      {button(words.zoomIn, () => zoomBy(2), <Icon sign="plus" size={16} />)}
    </span>
  );
}

export function Timeline({ review, view, bounds }: { review: Review; view: View; bounds: Bounds }) {
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const hover = useSignal<HoverAt | null>(null);
  const lanes = useComputed(() => {
    const { page, player } = review;
    const now = player.bounds.value;
    if (!page.value || !now || !player.index) return [];
    return lanesOf(page.value, tracksOf(player.index, now), now);
  });
  const width = useWidth(scroller);
  useFollow(review, scroller, bounds);
  const zoom = view.zoom.value;
  const seek = (at: number) => review.player.seek(at);

  const momentAt = (x: number): number => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box?.width) return bounds.from;
    return bounds.from + Math.min(1, Math.max(0, (x - box.left) / box.width)) * (bounds.to - bounds.from);
  };
  const zoomBy = (by: number, x?: number) => {
    const box = scroller.current;
    const after = zoomed(zoom, by, bounds);
    if (!box || after === zoom) return;
    const head = (percentOf(review.player.at.value, bounds) / 100) * box.scrollWidth - box.scrollLeft;
    const around = x ?? (head >= 0 && head <= box.clientWidth ? head : box.clientWidth / 2);
    const scroll = keptScroll(box.scrollLeft, around, zoom, after);
    view.zoom.value = after;
    requestAnimationFrame(() => {
      box.scrollLeft = scroll;
    });
  };
  const onWheel = (e: WheelEvent) => {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    zoomBy(e.deltaY < 0 ? 1.5 : 1 / 1.5, e.clientX - (scroller.current?.getBoundingClientRect().left ?? 0));
  };
  const onDown = (e: PointerEvent) => {
    if (e.button !== 0) return;
    (e.currentTarget as HTMLElement).setPointerCapture(e.pointerId);
    seek(momentAt(e.clientX));
  };
  const onMove = (e: PointerEvent) => {
    const at = momentAt(e.clientX);
    hover.value = hoverAt(e, at, lanes.value, review.page.value?.score.minutes ?? []);
    if (e.buttons === 1 && (e.currentTarget as HTMLElement).hasPointerCapture(e.pointerId)) seek(at);
  };

  return (
    <section class={css.timeline} aria-label={words.timeline}>
      <div class={css.names}>
        <div class={css.corner}><Zoom view={view} zoomBy={zoomBy} /></div>
        <div class={css.name}>{words.lane["minutes"]}</div>
        {lanes.value.map((lane) => <div key={lane.id} class={css.name} title={laneName(lane)}>{laneName(lane)}</div>)}
      </div>
      <div ref={scroller} class={css.scroller} onWheel={onWheel}>
        <div
          ref={canvas}
          class={css.canvas}
          style={{ width: `${zoom * 100}%` }}
          onPointerDown={onDown}
          onPointerMove={onMove}
          onPointerLeave={() => { hover.value = null; }}
        >
          <Ruler bounds={bounds} width={width * zoom} />
          <Minutes minutes={review.page.value?.score.minutes ?? []} bounds={bounds} />
          {lanes.value.map((lane) => (
            <div key={lane.id} class={css.lane}>
              {lane.marks.map((mark) => <Bar key={mark.id} mark={mark} bounds={bounds} seek={seek} />)}
            </div>
          ))}
          <Playhead review={review} bounds={bounds} />
          <Slider review={review} bounds={bounds} />
        </div>
      </div>
      <Hover at={hover} />
    </section>
  );
}
