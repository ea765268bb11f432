import { useSignal } from "@preact/signals";
import type { Review } from "../state/review/page.ts";
import { beginOf, endOf, entryOf, type Order, ordered, type Violation } from "../state/review/violations.ts";
import { FacePair } from "../staff/faces/FacePair.tsx";
import { Similar } from "../staff/faces/Similar.tsx";
import { Empty, toast } from "../ui/bits.tsx";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/Form.tsx";
import { dateTime, timeOfDaySeconds } from "../ui/time.ts";
import { detailText } from "../words/details.en.ts";
import { review as words } from "../words/review.en.ts";
import { trackerMeaning, trackerName } from "../words/trackers.en.ts";
import { length, percent } from "./describe.ts";
import css from "./panels.module.css";
import { Snapshots } from "./Snapshots.tsx";
import { tried } from "../staff/tried.ts";

const LOW = 0.8;

function Facts({ v, now }: { v: Violation; now: number }) {
  const long = v.ended_at ? length(endOf(v, now) - beginOf(v)) : words.lasts;
  return (
    <span class={css.facts}>
      <span>{timeOfDaySeconds(v.started_at)}</span>
      <span title={words.behaviour(length(v.seconds * 1000))}>{long}</span>
      <span>{words.peak(percent(v.peak))}</span>
      <span class={v.coverage < LOW ? css.low : ""}>{words.coverage(percent(v.coverage))}</span>
    </span>
  );
}

function Found({ v }: { v: Violation }) {
  const said = detailText(v.tracker, v.detail);
  return said ? <span class={css.found}>{said}</span> : null;
}

function DismissForm({ review, v, close }: { review: Review; v: Violation; close: () => void }) {
  const text = useSignal("");
  const busy = useSignal(false);
  const send = (e: Event) => {
    e.preventDefault();
    void tried(busy, () => review.dismiss(v.id, text.value.trim()), () => toast(words.dismissedNow));
  };
  return (
    <form class={css.dismiss} onSubmit={send}>
      <TextField
        label={words.dismissComment} hint={words.dismissHint} value={text.value}
        onInput={(s) => { text.value = s; }} attributes={{ maxlength: 2000, autofocus: true }}
      />
      <div class={css.row}>
        <Button type="submit" kind="primary" small busy={busy.value}>{words.dismiss}</Button>
        <Button kind="quiet" small onClick={close}>{words.cancel}</Button>
      </div>
    </form>
  );
}

function Judge({ review, v, open }: { review: Review; v: Violation; open: () => void }) {
  const busy = useSignal(false);
  const name = trackerName(v.tracker);
  const time = timeOfDaySeconds(v.started_at);
  if (!v.dismissed) return <Button kind="quiet" small onClick={open} label={words.dismissFor(name, time)}>{words.dismiss}</Button>;
  const restore = () => tried(busy, () => review.restore(v.id), () => toast(words.restoredNow));
  return <Button kind="quiet" small busy={busy.value} onClick={restore} label={words.restoreFor(name, time)}>{words.restore}</Button>;
}

function Item({ review, v, now, here }: { review: Review; v: Violation; now: number; here: boolean }) {
  const open = useSignal(false);
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
        <Judge review={review} v={v} open={() => { open.value = true; }} />
      </div>
      <div class={css.faces}>
        <FacePair session={review.id} violation={v} />
        <Similar session={review.id} violation={v} />
      </div>
      <Snapshots review={review} shots={v.snapshots} about={name} />
      {v.dismissed && (
        <p class={css.note}>
          {words.dismissed(v.dismissed.by, dateTime(v.dismissed.at))}{v.dismissed.comment && `: ${v.dismissed.comment}`}
        </p>
      )}
      {open.value && !v.dismissed && <DismissForm review={review} v={v} close={() => { open.value = false; }} />}
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

