import { useSignal } from "@preact/signals";
import { toast } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { TextArea } from "../../ui/Form.tsx";
import { proctor as w } from "../../words/proctor.en.ts";
import { Icon } from "../icons.tsx";
import { tried } from "../../staff/tried.ts";
import { useDraft } from "./draft.ts";
import css from "./notes.module.css";
import type { PartProps } from "./parts.ts";

const STARS = [1, 2, 3, 4, 5] as const;

function Stars({ value, onPick }: { value: number; onPick: (stars: number) => void }) {
  return (
    <div class={css.stars} role="group" aria-label={w.notes.ratingHint}>
      {STARS.map((n) => (
        <button key={n} type="button" class={n <= value ? css.on : ""} aria-pressed={n === value} aria-label={w.notes.stars(n)} title={w.notes.stars(n)} onClick={() => onPick(n)}>
          <Icon sign="star" size={22} />
        </button>
      ))}
    </div>
  );
}

/** The proctor's own mark; chosen first, kept with one more press, so that a slip is not on the record. */
export function Rating({ board, focus, subject }: PartProps) {
  const chosen = useSignal<number | null>(null);
  const [text, setText] = useDraft(board, `rating ${focus.session}`);
  const busy = useSignal(false);
  const save = (event: Event) => {
    event.preventDefault();
    const rating = chosen.value;
    if (rating === null) return;
    const done = () => {
      chosen.value = null;
      setText("");
      toast(w.notes.ratedNow(rating));
    };
    void tried(busy, () => focus.rate(rating, text.trim()), done);
  };
  return (
    <form class={css.form} onSubmit={save}>
      <h3>{w.notes.rating}</h3>
      <p class={css.hint}>{w.notes.ratingHint}</p>
      <Stars value={chosen.value ?? subject.rating ?? 0} onPick={(n) => { chosen.value = n; }} />
      {chosen.value !== null && (
        <>
          <TextArea label={w.notes.why} rows={2} value={text} onInput={setText} attributes={{ maxlength: 4000 }} />
          <Button small kind="primary" type="submit" busy={busy.value}>{w.notes.rate(chosen.value)}</Button>{" "}
          <Button small kind="quiet" onClick={() => { chosen.value = null; }}>{w.notes.leave}</Button>
        </>
      )}
    </form>
  );
}
