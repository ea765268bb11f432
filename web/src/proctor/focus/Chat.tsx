import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Board } from "../../state/proctor/board.ts";
import type { Outgoing } from "../../state/proctor/outgoing.ts";
import { firstUnread } from "../../state/proctor/unread.ts";
import { me } from "../../state/staff/account.ts";
import { Button } from "../../ui/Button.tsx";
import { timeOfDay } from "../../ui/time.ts";
import type { Body } from "../../wire/http.ts";
import { proctor as w } from "../../words/proctor.en.ts";
import css from "./chat.module.css";
import { Compose } from "./Compose.tsx";
import type { PartProps } from "./parts.ts";

type Message = Body<"ChatMessage">;

function Said({ message, fresh }: { message: Message; fresh: boolean }) {
  const student = message.role === "student";
  const mine = !student && message.author === me.value?.name;
  const role = w.chat.role[message.role] ?? message.role;
  return (
    <>
      {fresh && <li class={css.fresh}>{w.chat.fresh}</li>}
      <li class={student ? css.theirs : css.ours}>
        <span class={css.facts}>{mine ? w.chat.you : message.author}{!mine && ` (${role})`} · {timeOfDay(message.at)}</span>
        <p>{message.text}</p>
      </li>
    </>
  );
}

function Sending({ board, message }: { board: Board; message: Outgoing }) {
  const state = board.line.value === "open" ? w.chat.sending : w.chat.waiting;
  return (
    <li class={`${css.ours} ${message.failed === null ? css.pending : css.failed}`}>
      <span class={css.facts}>{w.chat.you} · {message.failed === null ? state : timeOfDay(message.atMs)}</span>
      <p>{message.text}</p>
      {message.failed !== null && (
        <div class={css.refused} role="alert">
          {w.chat.notSent(message.failed)}
          <div>
            <Button small kind="quiet" onClick={() => board.talking.discard(message.id)}>{w.chat.discard}</Button>
            <Button small onClick={() => board.talking.again(message.id)}>{w.chat.again}</Button>
          </div>
        </div>
      )}
    </li>
  );
}

const AT_END_PX = 40;

/** Stays at the newest message, unless somebody has gone up to read. */
function useAtEnd(count: number) {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    const box = list.current;
    if (box && atEnd.current) box.scrollTop = box.scrollHeight;
  }, [count]);
  const onScroll = () => {
    const box = list.current;
    if (box) atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < AT_END_PX;
  };
  return { list, onScroll };
}

/** What is in sight counts as read, as long as the tab is. */
function useReading({ board, focus }: PartProps): void {
  const awake = useSignal(!document.hidden);
  useEffect(() => {
    const see = () => {
      awake.value = !document.hidden;
    };
    document.addEventListener("visibilitychange", see);
    return () => document.removeEventListener("visibilitychange", see);
  }, []);
  useSignalEffect(() => {
    if (awake.value && board.tiles.value.has(focus.session)) board.readChat(focus.session);
  });
}

export function Chat(props: PartProps) {
  const { board, focus, subject } = props;
  const chat = focus.page.value?.chat ?? [];
  const tile = board.tiles.peek().get(focus.session);
  const fresh = useMemo(() => firstUnread(chat, tile ? board.unread(tile) : 0), []);
  const outgoing = board.talking.outgoing.value.filter((m) => m.session === focus.session);
  const { list, onScroll } = useAtEnd(chat.length + outgoing.length);
  useReading(props);
  return (
    <div class={css.chat}>
      <div ref={list} class={css.log} role="log" aria-label={w.panels.chat} tabIndex={0} onScroll={onScroll}>
        {chat.length + outgoing.length === 0 && <p class={css.none}>{w.chat.none}</p>}
        <ul class={css.list}>
          {chat.map((m) => <Said key={m.id} message={m} fresh={m.id === fresh} />)}
          {outgoing.map((m) => <Sending key={m.id} board={board} message={m} />)}
        </ul>
      </div>
      {subject.over ? <p class={css.over}>{w.chat.over}</p> : <Compose {...props} />}
    </div>
  );
}
