import { Button, Spinner } from "../ui/Button.tsx";
import { dateTime, duration, withZone } from "../ui/time.ts";
import { student as w } from "../words/student.en.ts";
import { AskThem, ContactText, useContact } from "./Contact.tsx";
import { useJourney, useSession } from "./context.ts";
import { Frame } from "./Frame.tsx";
import { Arrived, Receipt } from "./Receipt.tsx";
import { AskReopened } from "./Reopened.tsx";
import { Rhythm } from "./Rhythm.tsx";
import css from "./student.module.css";
import { paragraphs, refusalText, troubleOf } from "./texts.ts";

export function Loading() {
  return <main class={css.loading}><Spinner /> <h1>{w.loading}</h1></main>;
}

interface Said {
  title: string;
  text: string;
  /** Ends in whom to ask. */
  ask?: string;
}

function faultWords(code: string, status: number): Said {
  if (status === 0 || status >= 500) return w.fault.away;
  if (code === "browser_old") {
    const [title, text] = troubleOf("browser", "old");
    return { title, text };
  }
  if (code === "other_session") return w.fault.other_session;
  const dead = w.dead[code];
  if (dead) return dead;
  if (status === 401) return w.fault.signed_out;
  return code === "not_found" || code === "not_allowed" ? w.fault.no_session : w.fault.other;
}

export function Fault() {
  const fault = useJourney().entry.fault.value;
  if (!fault) return <Loading />;
  const { title, text, ask } = faultWords(fault.code, fault.status);
  const isAway = title === w.fault.away.title;
  return (
    <Frame title={title} narrow asked={!!ask}>
      {(text || !ask) && <p role={isAway ? "status" : undefined}>{text || refusalText(fault)}</p>}
      {ask && <p><AskThem ask={ask} /></p>}
      {isAway
        ? <p class={css.waiting}><Spinner /></p>
        : <Button onClick={() => location.reload()}>{w.again}</Button>}
    </Frame>
  );
}

/** A member of staff has followed a student's link. */
export function Asked() {
  const journey = useJourney();
  return (
    <Frame title={w.asked.title} narrow>
      <p>{journey.entry.question.value}</p>
      <p class={css.soft}>{w.asked.hint}</p>
      <div class={css.go}>
        <Button kind="primary" onClick={() => journey.openHere()}>{w.asked.act}</Button>
        <a href="/staff">{w.asked.back}</a>
      </div>
    </Frame>
  );
}

/** Ticks by sight only: read out every second it would drown everything else. */
export function Countdown({ label, ms }: { label: string; ms: number }) {
  return <p class={css.countdown}><span>{label}</span> <strong role="timer" aria-live="off">{duration(ms / 1000)}</strong></p>;
}

export function Early() {
  const journey = useJourney();
  const { opens_at, closes_at } = useSession().sitting;
  if (journey.now.value > Date.parse(closes_at)) return <Expired />;
  return (
    <Frame title={w.early.title} narrow>
      <p>{w.early.opens(withZone(dateTime(opens_at)))}</p>
      <Countdown label={w.early.in} ms={journey.untilOpen.value} />
      <p class={css.soft}>{w.early.stay}</p>
    </Frame>
  );
}

export function Expired() {
  return (
    <Frame title={w.expired.title} narrow>
      <p>{w.expired.text(withZone(dateTime(useSession().sitting.closes_at)))}</p>
      <AskReopened />
    </Frame>
  );
}

export function Finished() {
  const { finished_at } = useSession().sitting;
  return (
    <Frame title={w.finished.title} narrow>
      <Arrived />
      {finished_at && <p>{w.finished.at(withZone(dateTime(finished_at)))}</p>}
      <p class={css.soft}>{w.finished.off}</p>
      <Ended />
    </Frame>
  );
}

/** What stands on every page of an exam that was sat and is over. */
function Ended() {
  const { ending, answers } = useSession();
  return (
    <>
      {ending.done.value && !answers.lost.value.length && <AskReopened />}
      <Receipt />
      <Rhythm />
    </>
  );
}

export function Reason() {
  const { reason } = useSession().sitting;
  if (!reason) return null;
  return (
    <blockquote class={css.reason}>
      <span class={css.soft}>{w.terminated.reason}</span>
      {paragraphs(reason).map((part) => <p key={part}>{part}</p>)}
    </blockquote>
  );
}

function Mistake() {
  const contact = useContact();
  if (!contact) return <p>{w.terminated.ask}</p>;
  return <p>{w.terminated.askThem} <ContactText contact={contact} /></p>;
}

export function Terminated() {
  return (
    <Frame title={w.terminated.title} narrow asked>
      <Reason />
      <Mistake />
      <Arrived />
      <p class={css.soft}>{w.finished.off}</p>
      <Ended />
    </Frame>
  );
}

/** In the middle of it: whoever made the link took it back. */
export function Out() {
  const why = useSession().connection.putOut.value;
  const { title, text, ask }: Said = w.dead[why ?? ""] ?? w.fault.no_session;
  return (
    <Frame title={title} narrow asked={!!ask}>
      <div role="alert">
        {text && <p>{text}</p>}
        {ask && <p><AskThem ask={ask} /></p>}
      </div>
      <p class={css.soft}>{w.out.off} {w.out.kept}</p>
    </Frame>
  );
}

export function Held() {
  const session = useSession();
  return (
    <Frame title={w.held.title} narrow>
      <p>{w.held.text}</p>
      <div class={css.go}>
        <Button kind="primary" onClick={() => session.connection.claim()}>{w.held.act}</Button>
        <span class={css.soft}>{w.held.hint}</span>
      </div>
    </Frame>
  );
}
