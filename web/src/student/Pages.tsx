import { Button, Spinner } from "../ui/Button.tsx";
import { Notice } from "../ui/bits.tsx";
import { dateTime, duration } from "../ui/time.ts";
import { student as w } from "../words/student.en.ts";
import { useJourney, useSession } from "./context.ts";
import { Frame } from "./Frame.tsx";
import { Rhythm } from "./Rhythm.tsx";
import css from "./student.module.css";
import { deviceNames, paragraphs, refusalText, troubleOf } from "./texts.ts";

export function Loading() {
  return <main class={css.loading}><Spinner /> <h1>{w.loading}</h1></main>;
}

function faultWords(code: string, status: number): { title: string; text: string } {
  if (status === 0 || status >= 500) return w.fault.away;
  if (code === "browser_old") {
    const [title, text] = troubleOf("browser", "old");
    return { title, text };
  }
  if (code === "link_invalid") return w.fault.link_invalid;
  if (status === 401) return w.fault.signed_out;
  return code === "not_found" || code === "not_allowed" ? w.fault.no_session : w.fault.other;
}

export function Fault() {
  const fault = useJourney().entry.fault.value;
  if (!fault) return <Loading />;
  const { title, text } = faultWords(fault.code, fault.status);
  const isAway = title === w.fault.away.title;
  return (
    <Frame title={title} narrow>
      <p role={isAway ? "status" : undefined}>{text || refusalText(fault)}</p>
      {isAway
        ? <p class={css.waiting}><Spinner /></p>
        : <Button onClick={() => location.reload()}>{w.again}</Button>}
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
      <p>{w.early.opens(dateTime(opens_at))}</p>
      <Countdown label={w.early.in} ms={journey.untilOpen.value} />
      <p class={css.soft}>{w.early.stay}</p>
    </Frame>
  );
}

export function Expired() {
  return (
    <Frame title={w.expired.title} narrow>
      <p>{w.expired.text(dateTime(useSession().sitting.closes_at))}</p>
    </Frame>
  );
}

function Unsaved() {
  const session = useSession();
  const unsaved = session.answers.unsaved.value;
  if (!unsaved || session.ending.busy.value) return null;
  return <Notice tone="warn">{w.ending.unsaved(unsaved)}</Notice>;
}

/** Not where nothing was recorded: the student is the one who can still say why. */
function Arrived() {
  const { unrecorded, sitting } = useSession();
  if (!unrecorded.value.length) return <Notice tone="good">{w.finished.arrived}</Notice>;
  return <Notice tone="bad" alert>{w.finished.unrecorded(deviceNames(sitting, unrecorded.value))}</Notice>;
}

export function Finished() {
  const { finished_at } = useSession().sitting;
  return (
    <Frame title={w.finished.title} narrow>
      <Unsaved />
      <Arrived />
      {finished_at && <p>{w.finished.at(dateTime(finished_at))}</p>}
      <p class={css.soft}>{w.finished.off}</p>
      <Rhythm />
    </Frame>
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

export function Terminated() {
  return (
    <Frame title={w.terminated.title} narrow>
      <Reason />
      <p>{w.terminated.ask}</p>
      <Arrived />
      <p class={css.soft}>{w.finished.off}</p>
      <Rhythm />
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
