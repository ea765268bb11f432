import { useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "../../ui/Button.tsx";
import { proctor as w } from "../../words/proctor.en.ts";
import css from "./chat.module.css";
import { useDraft } from "./draft.ts";
import type { PartProps } from "./parts.ts";

const LONGEST = 4000; // the server's own limit

/** Enter sends; with Shift it begins a new line, and while an input method composes it belongs to that. */
const sends = (event: KeyboardEvent): boolean => event.key === "Enter" && !event.shiftKey && !event.isComposing;

export function Compose({ board, focus, view }: PartProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useDraft(board, `chat ${focus.session}`);
  const wish = view.writing.value;
  // Before the next key arrives: it is the first letter.
  useLayoutEffect(() => {
    if (wish) field.current?.focus();
  }, [wish]);
  useSignalEffect(() => {
    if (board.wishChat.value !== focus.session) return;
    board.wishChat.value = null;
    field.current?.focus();
  });
  const send = (event: Event) => {
    event.preventDefault();
    const text = draft.trim();
    if (!text) return;
    board.talking.say(focus.session, text);
    setDraft("");
  };
  return (
    <form class={css.compose} onSubmit={send}>
      <textarea
        ref={field} rows={2} value={draft} maxLength={LONGEST} aria-label={w.chat.label} placeholder={w.chat.placeholder} title={w.chat.hint}
        onInput={(e) => setDraft(e.currentTarget.value)} onKeyDown={(e) => sends(e) && send(e)}
      />
      <Button small kind="primary" type="submit" disabled={!draft.trim()}>{w.chat.send}</Button>
    </form>
  );
}
