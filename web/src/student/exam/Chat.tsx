import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Said } from "../../state/student/chat.ts";
import { Button } from "../../ui/Button.tsx";
import { timeOfDay } from "../../ui/time.ts";
import { student as w } from "../../words/student.en.ts";
import { useSession } from "../context.ts";
import css from "./exam.module.css";

/** As the server takes it. */
const LONGEST = 4000;

export function Chat() {
  const { chat } = useSession();
  const messages = chat.messages.value;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => chat.markRead(), [messages]);
  useLayoutEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [messages.length]);
  return (
    <section class={css.chat} aria-label={w.chat.title}>
      {/* What scrolls must be within reach of the keyboard (Safari). */}
      <div ref={list} class={css.said} role="log" aria-live="polite" tabIndex={0} aria-label={w.chat.title}>
        {messages.length ? messages.map((one) => <Message key={one.id} said={one} />) : <p class={css.soft}>{w.chat.empty}</p>}
      </div>
      <Writing />
    </section>
  );
}

function Message({ said }: { said: Said }) {
  const { connection } = useSession();
  const waits = said.state === "sending" && connection.state.value !== "open";
  return (
    <div class={said.mine ? `${css.message} ${css.mine}` : css.message}>
      <p class={css.who}>{said.mine ? w.chat.you : said.author}, {timeOfDay(said.at_ms)}</p>
      <p class={css.words}>{said.text}</p>
      {waits && <p class={css.who}>{w.chat.sending}</p>}
      {said.state === "refused" && <p class={css.notSent}>{w.chat.refused}{said.sentence && `: ${said.sentence}`}</p>}
    </div>
  );
}

function Writing() {
  const { chat } = useSession();
  const [text, setText] = useState("");
  const send = (event: Event) => {
    event.preventDefault();
    chat.say(text);
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  };
  return (
    <form class={css.writing} onSubmit={send}>
      <textarea
        class={css.line} rows={2} maxLength={LONGEST} value={text} placeholder={w.chat.placeholder}
        aria-label={w.chat.label} onInput={(event) => setText(event.currentTarget.value)} onKeyDown={onKeyDown}
      />
      <Button type="submit" kind="primary" disabled={!text.trim()}>{w.chat.send}</Button>
    </form>
  );
}
