import type { Review } from "../state/review/page.ts";
import { Empty } from "../ui/bits.tsx";
import { timeOfDaySeconds } from "../ui/time.ts";
import { review as words } from "../words/review.en.ts";
import { Follow, lastAt } from "./Follow.tsx";
import css from "./panels.module.css";

/** The chat at its place in time: what is not yet said at the clock's moment is pale. */
export function Chat({ review }: { review: Review }) {
  const chat = review.page.value?.chat ?? [];
  if (!chat.length) return <Empty title={words.noChat}><p>{words.noChatHint}</p></Empty>;
  const now = review.second.value + 1000;
  const entries = chat.map((message) => ({ ...message, at: Date.parse(message.at) })).sort((a, b) => a.at - b.at);
  const current = lastAt(entries, now);
  return (
    <Follow current={current} label={words.chat(chat.length)}>
      {entries.map((m) => (
        <li key={m.id} data-id={m.id} class={`${css.item} ${m.id === current ? css.here : ""} ${m.at > now ? css.later : ""}`}>
          <button type="button" class={css.jump} onClick={() => review.player.seek(m.at)}>
            <span class={css.facts}>
              <strong>{m.author}</strong>
              <span>{words.role[m.role] ?? m.role}</span>
              <span>{timeOfDaySeconds(m.at)}</span>
            </span>
            <span class={css.said}>{m.text}</span>
          </button>
        </li>
      ))}
    </Follow>
  );
}
