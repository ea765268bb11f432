import { useId } from "preact/hooks";
import { Notice } from "../ui/bits.tsx";
import { dateTimeSeconds, zoneName } from "../ui/time.ts";
import { Spinner } from "../ui/Button.tsx";
import type { Body } from "../wire/http.ts";
import { student as w } from "../words/student.en.ts";
import { useSession } from "./context.ts";
import css from "./student.module.css";
import { deviceNames, refusalText, wordCount } from "./texts.ts";

const r = w.receipt;

/** Said only when the recording and the answers are there. */
export function Arrived() {
  const { answers, ending, unrecorded, sitting } = useSession();
  if (answers.lost.value.length) return <Lost />;
  // Not where nothing was recorded: the student is the one who can still say why.
  if (unrecorded.value.length) return <Notice tone="bad" alert>{w.finished.unrecorded(deviceNames(sitting, unrecorded.value))}</Notice>;
  if (ending.done.value) return <Notice tone="good">{w.finished.arrived}</Notice>;
  return <p class={css.waiting} role="status"><Spinner /> {w.finished.looking}</p>;
}

/** What the server will not have is still here, to be copied. */
function Lost() {
  const { answers, sitting } = useSession();
  const lost = answers.lost.value;
  return (
    <>
      <Notice tone="warn" alert>{w.ending.lost(lost.length, sitting.contact)}</Notice>
      {lost.map(({ task, text, fault }) => <LostText key={task} text={text} why={refusalText(fault)} />)}
    </>
  );
}

function LostText({ text, why }: { text: string; why: string }) {
  const id = useId();
  return (
    <div class={css.lost}>
      <label for={id}>{why}</label>
      <textarea id={id} rows={4} readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
    </div>
  );
}

/** What was handed in, and when. */
export function Receipt() {
  const { receipt } = useSession().sitting;
  if (!receipt.length) return null;
  return (
    <section class={css.receipt} aria-labelledby="receipt">
      <h2 id="receipt">{r.title}</h2>
      <ol>{receipt.map((answer) => <Task key={answer.task} answer={answer} />)}</ol>
      <p class={css.soft}>{r.zone(zoneName())}</p>
    </section>
  );
}

function Task({ answer }: { answer: Body<"Answer"> }) {
  const { title, text, saved_at, late } = answer;
  return (
    <li>
      <strong>{title}</strong>
      {text ? <Text said={inTime(text, saved_at)} text={text} /> : <p>{late.length ? r.nothingInTime : r.nothing}</p>}
      {late.map((one) => <Text key={one.received_at} said={lateWords(one)} text={one.text} isLate />)}
    </li>
  );
}

function inTime(text: string, savedAt: string | null): string {
  return savedAt ? r.saved(wordCount(text), dateTimeSeconds(savedAt)) : r.there(wordCount(text));
}

function lateWords({ text, received_at, written_at }: Body<"LateAnswer">): string {
  const arrived = r.late(wordCount(text), dateTimeSeconds(received_at));
  return written_at ? `${arrived} ${r.written(dateTimeSeconds(written_at))}` : arrived;
}

function Text({ said, text, isLate = false }: { said: string; text: string; isLate?: boolean }) {
  return (
    <>
      <p>{said}{isLate && <span class={css.soft}> {r.judged}</span>}</p>
      {text && <details><summary>{r.read}</summary><p class={css.handedIn}>{text}</p></details>}
    </>
  );
}
