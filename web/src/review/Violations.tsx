import { useSignal } from "@preact/signals";
import type { Review } from "../state/review/page.ts";
import { LOW_COVERAGE } from "../state/review/score.ts";
import { beginOf, endOf, entryOf, isFind, type Order, ordered, type Violation } from "../state/review/violations.ts";
import { FacePair } from "../staff/faces/FacePair.tsx";
import { Similar } from "../staff/faces/Similar.tsx";
import { Empty } from "../ui/bits.tsx";
import { timeOfDaySeconds } from "../ui/time.ts";
import { detailText } from "../words/details.en.ts";
import { review as words } from "../words/review.en.ts";
import { trackerMeaning, trackerName } from "../words/trackers.en.ts";
import { length, percent } from "./describe.ts";
import { type Asked, Judge, JudgeForm, Ruled } from "./Judge.tsx";
import css from "./panels.module.css";
import { Snapshots } from "./Snapshots.tsx";

function Facts({ v, now }: { v: Violation; now: number }) {
  if (isFind(v)) return <span class={css.facts}><span>{timeOfDaySeconds(v.started_at)}</span></span>;
  const long = v.ended_at ? length(endOf(v, now) - beginOf(v)) : words.lasts;
  return (
    <span class={css.facts}>
      <span>{timeOfDaySeconds(v.started_at)}</span>
      <span title={words.behaviour(length(v.seconds * 1000))}>{long}</span>
      <span>{words.peak(percent(v.peak))}</span>
      <span class={v.coverage < LOW_COVERAGE ? css.low : ""}>{words.coverage(percent(v.coverage))}</span>
    </span>
  );
}

function Found({ v }: { v: Violation }) {
  const said = detailText(v.tracker, v.detail);
  return said ? <span class={css.found}>{said}</span> : null;
}

function Item({ review, v, now, here }: { review: Review; v: Violation; now: number; here: boolean }) {
  const asked = useSignal<Asked | null>(null);
  const name = trackerName(v.tracker);
  const tone = v.dismissed ? css.isDismissed : css[v.severity];
  return (
    <li class={`${css.item} ${tone} ${here ? css.here : ""}`} aria-current={here ? "true" : undefined}>
      <div class={css.itemHead}>
        <button
          type="button"
          class={css.jump}
          title={trackerMeaning(v.tracker)}
          aria-label={words.jump(name, timeOfDaySeconds(v.started_at))}
          onClick={() => review.player.seek(entryOf(v))}
        >
          <span class={css.itemName}>{name} <span class={css.severity}>{words.severity[v.severity]}</span></span>
          <Found v={v} />
          <Facts v={v} now={now} />
        </button>
        <Judge review={review} v={v} open={(what) => { asked.value = what; }} />
      </div>
      <div class={css.faces}>
        <FacePair session={review.id} violation={v} />
        <Similar session={review.id} violation={v} />
      </div>
      <Snapshots review={review} shots={v.snapshots} about={name} />
      <Ruled v={v} />
      {asked.value && (
        <JudgeForm key={asked.value} review={review} v={v} what={asked.value} close={() => { asked.value = null; }} />
      )}
    </li>
  );
}

export function Violations({ review }: { review: Review }) {
  const order = useSignal<Order>("severity");
  const all = review.page.value?.violations ?? [];
  const bounds = review.player.bounds.value;
  const now = bounds?.to ?? 0;
  // Whole seconds: the list is drawn once a second, not with every beat of the clock.
  const at = Math.floor(review.second.value);
  if (!all.length) return <Empty title={words.noViolations}><p>{words.noViolationsHint}</p></Empty>;
  return (
    <>
      <label class={css.order}>
        {words.order}{" "}
        <select value={order.value} onChange={(e) => { order.value = e.currentTarget.value as Order; }}>
          <option value="severity">{words.bySeverity}</option>
          <option value="time">{words.byTime}</option>
        </select>
      </label>
      <ul class={css.list}>
        {ordered(all, order.value).map((v) => (
          <Item key={v.id} review={review} v={v} now={now} here={beginOf(v) <= at && at < endOf(v, now)} />
        ))}
      </ul>
    </>
  );
}

