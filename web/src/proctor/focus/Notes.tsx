import { useSignal } from "@preact/signals";
import { mayUse } from "../../state/proctor/focus.ts";
import { toast } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { TextArea } from "../../ui/Form.tsx";
import { timeOfDay } from "../../ui/time.ts";
import { proctor as w } from "../../words/proctor.en.ts";
import { eventName } from "../describe.ts";
import { tried } from "../../staff/tried.ts";
import { useDraft } from "./draft.ts";
import css from "./notes.module.css";
import type { PartProps } from "./parts.ts";
import { Rating } from "./Rating.tsx";

function Comment({ board, focus }: PartProps) {
  const [text, setText] = useDraft(board, `comment ${focus.session}`);
  const busy = useSignal(false);
  const add = (event: Event) => {
    event.preventDefault();
    const said = text.trim();
    const done = () => {
      setText("");
      toast(w.notes.added);
    };
    if (said) void tried(busy, () => focus.comment(said), done);
  };
  return (
    <form class={css.form} onSubmit={add}>
      <TextArea label={w.notes.comment} rows={2} value={text} onInput={setText} attributes={{ maxlength: 4000 }} />
      <Button small type="submit" busy={busy.value} disabled={!text.trim()}>{w.notes.add}</Button>
    </form>
  );
}

const NOTED = new Set(["comment", "rated", "warned"]);

function textOf(data: Record<string, unknown>): string {
  const stars = typeof data["rating"] === "number" ? w.notes.rated(data["rating"]) : "";
  return [stars, typeof data["text"] === "string" ? data["text"] : ""].filter(Boolean).join(" ");
}

/** What staff wrote down, the newest first. */
function Written({ focus }: PartProps) {
  const events = (focus.page.value?.events ?? []).filter((e) => NOTED.has(e.kind)).sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (!events.length) return <p class={css.none}>{w.notes.none}</p>;
  return (
    <ul class={css.list} aria-label={w.panels.notes}>
      {events.map((e) => (
        <li key={e.id}>
          <span><strong>{eventName(e.kind)}</strong> · {e.actor} · {timeOfDay(e.at)}</span>
          <p>{textOf(e.data)}</p>
        </li>
      ))}
    </ul>
  );
}

export function Notes(props: PartProps) {
  return (
    <div class={css.notes} tabIndex={0}>
      <Comment {...props} />
      {mayUse(props.focus.page.value, "rating") && <Rating {...props} />}
      <Written {...props} />
    </div>
  );
}
