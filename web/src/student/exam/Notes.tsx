import type { Tone } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { toneOf } from "../../state/student/countdown.ts";
import type { Session } from "../../state/student/session.ts";
import { timeOfDay, withZone } from "../../ui/time.ts";
import type { Source } from "../../wire/frames.ts";
import { student as w } from "../../words/student.en.ts";
import { useJourney, useSession } from "../context.ts";
import { deviceNames, refusalText } from "../texts.ts";
import css from "./exam.module.css";
import { DeviceNotice, DeviceTroubles } from "./DeviceNotes.tsx";
import { HelpState } from "./Help.tsx";
import { SideName } from "./Side.tsx";

type Note = readonly [key: string, tone: Tone, text: string];

/** At the lower edge, so that what is being read or written does not move; read out, but nothing is interrupted. */
export function Notes({ sideOpen, onSide }: { sideOpen: boolean; onSide: () => void }) {
  const session = useSession();
  const all = [...lineNotes(session), ...recordingNotes(session), ...storageNotes(session), ...faultNotes(session)];
  return (
    <footer class={css.notes} aria-live="polite">
      <Reminder />
      <EndNote />
      <DeviceTroubles />
      <DeviceNotice />
      {all.map(([key, tone, text]) => <p key={key} class={`${css.note} ${css[tone]}`}>{text}</p>)}
      {!sideOpen && session.help.state.value.kind !== "none" && (
        <div class={`${css.note} ${css.helpNote}`}>
          <HelpState />
          <Button small kind="quiet" onClick={onSide}><SideName /></Button>
        </div>
      )}
    </footer>
  );
}

function Reminder() {
  const journey = useJourney();
  const minutes = journey.reminder.value;
  if (minutes === null) return null;
  const tone = toneOf(journey.left.peek());
  return <p class={`${css.note} ${css[tone]}`}><strong>{w.exam.reminder(minutes)}</strong> <span class={css.hint}>{w.exam.reminderHint}</span></p>;
}

/** What a student must have seen: it stays until it is put away. */
function EndNote() {
  const { ends } = useSession();
  const news = ends.news.value;
  if (!news) return null;
  const { title, reason } = w.exam.endMoved;
  return (
    <div class={`${css.note} ${css[news.minutes > 0 ? "good" : "warn"]} ${css.endNote}`}>
      <p>
        <strong>{title(w.minutes(Math.abs(news.minutes)), news.minutes > 0, withZone(timeOfDay(news.endsAt)))}</strong>{" "}
        {news.reason && <span>{reason(news.reason)}</span>}
      </p>
      <Button onClick={() => ends.putAway()}>{w.exam.endMoved.seen}</Button>
    </div>
  );
}

function lineNotes({ connection, sitting }: Session): Note[] {
  const state = connection.state.value;
  if (state === "signed_out") return [["line", "bad", w.exam.signedOut]];
  if (state === "refused") return [["line", "bad", w.exam.refused(sitting.contact)]];
  return connection.broken.value ? [["line", "warn", w.exam.offline]] : [];
}

/** What the page hears of its own recorders, and what the server misses: the page knows sooner and has the cure. */
function recordingNotes({ status, missed, connection, sitting }: Session): Note[] {
  const { silent } = status.value;
  const online = connection.state.value === "open";
  const others = (Object.keys(online ? missed.value : {}) as Source[]).filter((source) => !silent.includes(source));
  const full = others.filter((source) => missed.value[source] === "disk_full");
  const bad = others.filter((source) => !full.includes(source));
  const said = { nothing: silent, disk_full: full, server: bad };
  return (Object.keys(said) as (keyof typeof said)[])
    .filter((why) => said[why].length)
    .map((why) => [why, "bad", w.exam.unrecorded[why](deviceNames(sitting, said[why]))]);
}

/** Before the outbox is open nothing is recorded, and nothing known. */
function storageNotes({ status }: Session): Note[] {
  const { storage, recording } = status.value;
  if (storage === "ok" || !recording.length) return [];
  return [["storage", "warn", storage === "full" ? w.exam.storageFull : w.exam.storageOff]];
}

function faultNotes({ fault }: Session): Note[] {
  return fault.value ? [["fault", "bad", refusalText(fault.value)]] : [];
}
