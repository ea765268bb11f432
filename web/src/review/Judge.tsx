import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Review } from "../state/review/page.ts";
import { weightOf } from "../state/review/score.ts";
import { isFind, type Violation } from "../state/review/violations.ts";
import { tried } from "../staff/tried.ts";
import { toast } from "../ui/bits.tsx";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/Form.tsx";
import { dateTime, timeOfDaySeconds } from "../ui/time.ts";
import { review as words } from "../words/review.en.ts";
import { trackerName } from "../words/trackers.en.ts";
import css from "./panels.module.css";

export type Asked = "dismiss" | "confirm";

/** What confirming costs in this exam: a find holds for all that was observed. */
function pointsOf(review: Review, v: Violation): number {
  return Math.min(100, Math.round(100 * weightOf(review.page.value?.score, v.tracker)));
}

export function JudgeForm({ review, v, what, close }: { review: Review; v: Violation; what: Asked; close: () => void }) {
  const text = useSignal("");
  const busy = useSignal(false);
  const confirms = what === "confirm";
  const box = useRef<HTMLFormElement>(null);
  // The list scrolls inside a panel: what opens below its edge is not seen.
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
    box.current?.querySelector("input")?.focus({ preventScroll: true });
  }, []);
  const done = () => {
    close();
    toast(confirms ? words.confirmedNow : words.dismissedNow);
  };
  const send = (e: Event) => {
    e.preventDefault();
    void tried(busy, () => review[what](v.id, text.value.trim()), done);
  };
  return (
    <form ref={box} class={css.dismiss} onSubmit={send}>
      <TextField
        label={confirms ? words.confirmComment : words.dismissComment}
        hint={confirms ? words.confirmHint(pointsOf(review, v)) : words.dismissHint}
        value={text.value} onInput={(s) => { text.value = s; }} attributes={{ maxlength: 2000 }}
      />
      <div class={css.row}>
        <Button type="submit" kind="primary" small busy={busy.value}>{confirms ? words.confirm : words.dismiss}</Button>
        <Button kind="quiet" small onClick={close}>{words.cancel}</Button>
      </div>
    </form>
  );
}

/** The buttons beside a violation. */
export function Judge({ review, v, open }: { review: Review; v: Violation; open: (what: Asked) => void }) {
  const busy = useSignal(false);
  const name = trackerName(v.tracker);
  const time = timeOfDaySeconds(v.started_at);
  const undo = (done: string) => () => tried(busy, () => review.restore(v.id), () => toast(done));
  if (v.dismissed) {
    return <Button kind="quiet" small busy={busy.value} onClick={undo(words.restoredNow)} label={words.restoreFor(name, time)}>{words.restore}</Button>;
  }
  if (v.confirmed) {
    return <Button kind="quiet" small busy={busy.value} onClick={undo(words.takenBackNow)} label={words.takeBackFor(name, time)}>{words.takeBack}</Button>;
  }
  return (
    <>
      {isFind(v) && <Button kind="quiet" small onClick={() => open("confirm")} label={words.confirmFor(name, time)}>{words.confirm}</Button>}
      <Button kind="quiet" small onClick={() => open("dismiss")} label={words.dismissFor(name, time)}>{words.dismiss}</Button>
    </>
  );
}

/** What a person decided, or that somebody has to. */
export function Ruled({ v }: { v: Violation }) {
  const ruling = v.confirmed ?? v.dismissed;
  if (!ruling) return isFind(v) ? <p class={css.note}>{words.unconfirmed}</p> : null;
  const by = (v.confirmed ? words.confirmed : words.dismissed)(ruling.by, dateTime(ruling.at));
  return <p class={css.note}>{by}{ruling.comment && `: ${ruling.comment}`}</p>;
}
