import { useSignal } from "@preact/signals";
import { isLive, type Review, type SessionPage } from "../state/review/page.ts";
import { Badge, Card, toast } from "../ui/bits.tsx";
import { Button } from "../ui/Button.tsx";
import { TextArea } from "../ui/Form.tsx";
import { dateTime } from "../ui/time.ts";
import { review as words } from "../words/review.en.ts";
import css from "./page.module.css";
import { tried } from "../staff/tried.ts";

const said = words.conclusion;
type Decision = "accepted" | "rejected";
const CHOICES: readonly (readonly [Decision, string])[] = [["accepted", said.accept], ["rejected", said.reject]];

function complaint(decision: Decision | null, comment: string): { decision?: string; comment?: string } {
  if (!decision) return { decision: said.needDecision };
  return decision === "rejected" && !comment ? { comment: said.needComment } : {};
}

function ConcludeForm({ review, page, close }: { review: Review; page: SessionPage; close?: () => void }) {
  const decision = useSignal<Decision | null>(page.conclusion?.decision ?? null);
  const comment = useSignal(page.conclusion?.comment ?? "");
  const errors = useSignal<{ decision?: string; comment?: string }>({});
  const busy = useSignal(false);
  const done = () => {
    toast(said.saved);
    close?.();
  };
  const send = (e: Event) => {
    e.preventDefault();
    errors.value = complaint(decision.value, comment.value.trim());
    const chosen = decision.value;
    if (!chosen || errors.value.comment) return;
    void tried(busy, () => review.conclude(chosen, comment.value.trim()), done);
  };
  return (
    <form onSubmit={send} class={css.conclude}>
      <fieldset>
        <legend class="visually-hidden">{said.decision}</legend>
        {CHOICES.map(([value, name]) => (
          <label key={value} class={`${css.choice} ${decision.value === value ? css[value] : ""}`}>
            <input type="radio" name="decision" checked={decision.value === value} onChange={() => { decision.value = value; }} /> {name}
          </label>
        ))}
        {errors.value.decision && <p class={css.bad} role="alert">{errors.value.decision}</p>}
      </fieldset>
      <TextArea
        label={said.comment} value={comment.value} error={errors.value.comment} rows={3}
        onInput={(s) => { comment.value = s; }} attributes={{ maxlength: 4000 }}
      />
      <div class={css.buttons}>
        <Button type="submit" kind="primary" busy={busy.value}>{page.conclusion ? said.saveChange : said.save}</Button>
        {close && <Button kind="quiet" onClick={close}>{words.cancel}</Button>}
      </div>
    </form>
  );
}

/** What a person decided, and the form to decide or to change it. */
export function ConclusionCard({ review, page }: { review: Review; page: SessionPage }) {
  const changing = useSignal(false);
  const { conclusion } = page;
  const over = !isLive(page) && page.session.state !== "scheduled";
  return (
    <Card>
      <h2 id="conclusion">{said.title}</h2>
      {conclusion && !changing.value && (
        <div class={css.concluded}>
          <p>
            <Badge tone={conclusion.decision === "accepted" ? "good" : "bad"}>{words[conclusion.decision]}</Badge>{" "}
            <span class={css.hint}>{said.by(conclusion.by, dateTime(conclusion.at))}</span>
          </p>
          {conclusion.comment && <blockquote>{conclusion.comment}</blockquote>}
          <Button small onClick={() => { changing.value = true; }}>{said.change}</Button>
        </div>
      )}
      {!over && <p class={css.hint}>{said.notOver}</p>}
      {over && !conclusion && <><p class={css.hint}>{said.none}</p><ConcludeForm review={review} page={page} /></>}
      {conclusion && changing.value && <ConcludeForm review={review} page={page} close={() => { changing.value = false; }} />}
    </Card>
  );
}
