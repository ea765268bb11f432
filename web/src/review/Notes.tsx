import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Review } from "../state/review/page.ts";
import { momentOf } from "../state/review/timeline.ts";
import { toast } from "../ui/bits.tsx";
import { Button } from "../ui/Button.tsx";
import { TextArea } from "../ui/Form.tsx";
import { dateTime, timeOfDaySeconds } from "../ui/time.ts";
import type { Body } from "../wire/http.ts";
import { review as words } from "../words/review.en.ts";
import { eventName, eventText } from "./describe.ts";
import { Follow, lastAt } from "./Follow.tsx";
import css from "./panels.module.css";
import { tried } from "../staff/tried.ts";
import type { View } from "./view.ts";

/** A comment belongs to the moment at which the clock stood when writing began. */
function CommentForm({ review, view }: { review: Review; view: View }) {
  const text = useSignal("");
  const at = useSignal<number | null>(null);
  const busy = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  const wish = view.commenting.value;
  useEffect(() => {
    if (wish) form.current?.querySelector("textarea")?.focus();
  }, [wish]);
  const playable = review.player.bounds.value !== null;
  const moment = at.value ?? (playable ? review.second.value : null);
  const write = (s: string) => {
    if (at.value === null && playable) at.value = review.player.at.peek();
    text.value = s;
    if (!s) at.value = null;
  };
  const done = () => {
    text.value = "";
    at.value = null;
    toast(words.commentAdded);
  };
  const send = (e: Event) => {
    e.preventDefault();
    const said = text.value.trim();
    if (said) void tried(busy, () => review.comment(said, moment), done);
  };
  return (
    <form ref={form} class={css.comment} onSubmit={send}>
      <TextArea
        label={moment === null ? words.comment : `${words.comment} ${words.commentAt(timeOfDaySeconds(moment))}`}
        value={text.value} onInput={write} rows={2} attributes={{ maxlength: 4000 }}
      />
      <Button type="submit" small busy={busy.value} disabled={!text.value.trim()}>{words.addComment}</Button>
    </form>
  );
}

function Entry({ review, event, current }: { review: Review; event: Body<"Event">; current: boolean }) {
  const at = momentOf(event);
  const bounds = review.player.bounds.value;
  const inside = !!bounds && at >= bounds.from && at <= bounds.to;
  const content = (
    <>
      <span class={css.facts}>
        <strong>{eventName(event.kind)}</strong>
        <span>{inside ? timeOfDaySeconds(at) : dateTime(at)}</span>
        {event.actor && <span>{event.actor}</span>}
      </span>
      {eventText(event) && <span class={css.said}>{eventText(event)}</span>}
    </>
  );
  return (
    <li data-id={String(event.id)} class={`${css.item} ${current ? css.here : ""} ${event.kind === "comment" ? css.isComment : ""}`}>
      {inside
        ? <button type="button" class={css.jump} onClick={() => review.player.seek(at)}>{content}</button>
        : <div class={css.jump}>{content}</div>}
    </li>
  );
}

/** Comments, warnings, ratings and everything that happened to the session, in order. */
export function Notes({ review, view }: { review: Review; view: View }) {
  const events = review.page.value?.events ?? [];
  const entries = events.map((event) => ({ event, at: momentOf(event), id: String(event.id) })).sort((a, b) => a.at - b.at);
  const current = lastAt(entries, review.second.value + 1000);
  return (
    <>
      <CommentForm review={review} view={view} />
      {entries.length === 0 && <p class={css.note}>{words.noNotes}</p>}
      <Follow current={current} label={words.notes(events.length)}>
        {entries.map(({ event, id }) => <Entry key={id} review={review} event={event} current={id === current} />)}
      </Follow>
    </>
  );
}
