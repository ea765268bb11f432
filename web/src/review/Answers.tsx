import { useEffect, useMemo } from "preact/hooks";
import { refusalText } from "../staff/refusal.ts";
import { GivenAnswers, stampOf } from "../state/review/answers.ts";
import { isLive, type Review, type SessionPage } from "../state/review/page.ts";
import { Badge, Card, Notice } from "../ui/bits.tsx";
import { Button, Spinner } from "../ui/Button.tsx";
import { dateTimeSeconds, zoneName } from "../ui/time.ts";
import type { Body } from "../wire/http.ts";
import { review as words } from "../words/review.en.ts";
import css from "./answers.module.css";

const w = words.answers;

function LateText({ late }: { late: Body<"LateAnswer"> }) {
  const { text, received_at, written_at, line_down } = late;
  return (
    <div class={css.late}>
      <p class={css.facts}>
        <Badge tone="warn">{w.late}</Badge>
        <span>{w.arrived(dateTimeSeconds(received_at))}</span>
        <span>{written_at ? w.written(dateTimeSeconds(written_at)) : w.writtenUnknown}</span>
        {line_down !== null && <span>{line_down ? w.lineDown : w.lineUp}</span>}
      </p>
      <p class={css.text}>{text || w.empty}</p>
    </div>
  );
}

function Task({ answer }: { answer: Body<"Answer"> }) {
  const { title, text, saved_at, late } = answer;
  return (
    <li class={css.task}>
      <h3>{title}</h3>
      <div class={late.length ? css.beside : ""}>
        <div>
          <p class={css.facts}>{late.length > 0 && <strong>{w.inTime}</strong>}{saved_at && <span>{w.saved(dateTimeSeconds(saved_at))}</span>}</p>
          <p class={text ? css.text : css.none}>{text || w.none}</p>
        </div>
        {late.length > 0 && <div>{late.map((one) => <LateText key={one.received_at} late={one} />)}</div>}
      </div>
    </li>
  );
}

function Tasks({ answers }: { answers: readonly Body<"Answer">[] }) {
  const isLate = answers.some(({ late }) => late.length);
  return (
    <>
      {isLate && <Notice tone="warn">{w.lateHint}</Notice>}
      <ol class={css.tasks}>{answers.map((answer) => <Task key={answer.task} answer={answer} />)}</ol>
      <p class={css.none}>{words.zone(zoneName())}</p>
    </>
  );
}

/** What the student has written, with what came in after the end beside it. Nothing for an exam that is sat elsewhere. */
export function AnswersCard({ review, page }: { review: Review; page: SessionPage }) {
  const given = useMemo(() => new GivenAnswers(review.path("/answers")), [review]);
  const stamp = stampOf(page);
  useEffect(() => void given.load(), [given, stamp]);
  const { all, fault } = given;
  if (all.value?.length === 0) return null;
  return (
    <Card>
      <div class={css.head}>
        <h2>{w.title}</h2>
        {isLive(page) && all.value && <Button small onClick={() => void given.load()}>{w.lookAgain}</Button>}
      </div>
      {fault.value && <Notice tone="bad" alert>{refusalText(fault.value)} <Button small onClick={() => void given.load()}>{words.again}</Button></Notice>}
      {all.value ? <Tasks answers={all.value} /> : !fault.value && <p role="status"><Spinner /> {w.loading}</p>}
    </Card>
  );
}
