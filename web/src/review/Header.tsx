import { useSignal } from "@preact/signals";
import { isLive, type Review, type SessionPage } from "../state/review/page.ts";
import { scoreTone } from "../state/review/score.ts";
import { Badge, type Tone, toast } from "../ui/bits.tsx";
import { Button, Spinner } from "../ui/Button.tsx";
import { dateTime, duration, timeOfDay, withZone } from "../ui/time.ts";
import { review as words } from "../words/review.en.ts";
import { times } from "../words/times.en.ts";
import { Clock } from "./Clock.tsx";
import css from "./page.module.css";
import { tried } from "../staff/tried.ts";

const STATES: Record<SessionPage["session"]["state"], Tone> = {
  scheduled: "plain", checking: "brand", running: "brand", finished: "plain", terminated: "bad", expired: "warn", concluded: "plain",
};

function timesText({ session, server_at, ends_at }: SessionPage): string {
  const { started_at: from, finished_at: to } = session;
  if (!from) return "";
  const until = Date.parse(to ?? server_at);
  const length = duration((until - Date.parse(from)) / 1000);
  if (!to && ends_at) return `${words.since(dateTime(from))}, ${length}, ${words.until(timeOfDay(ends_at))}`;
  return to ? words.times(dateTime(from), timeOfDay(to), length) : `${words.since(dateTime(from))}, ${length}`;
}

function Score({ review, page }: { review: Review; page: SessionPage }) {
  const { credibility } = page.score;
  const below = review.reviewBelow.value;
  const tone = credibility === null ? "" : css[scoreTone(credibility, below)];
  return (
    <button type="button" class={css.score} onClick={() => document.getElementById("credibility")?.scrollIntoView({ behavior: "smooth" })}>
      <span class={css.scoreName}>{words.credibility}</span>
      <strong class={tone}>{credibility === null ? words.noCredibility : credibility.toFixed(1)}</strong>
    </button>
  );
}

function Badges({ review, page }: { review: Review; page: SessionPage }) {
  const { session } = page;
  return (
    <span class={css.badges}>
      <Badge tone={STATES[session.state]}>{words.state[session.state]}</Badge>
      {isLive(page) && <Badge tone={session.online ? "good" : "warn"}>{session.online ? words.online : words.offline}</Badge>}
      {session.for_review && <Badge tone="warn" title={words.forReviewHint(review.reviewBelow.value)}>{words.forReview}</Badge>}
      {page.conclusion && <Badge tone={page.conclusion.decision === "accepted" ? "good" : "bad"}>{words[page.conclusion.decision]}</Badge>}
      {session.extra_min > 0 && <Badge title={times.add.addedHint(session.extra_min)}>{times.add.added(session.extra_min)}</Badge>}
      {session.rating !== null && <Badge>{words.rating(session.rating)}</Badge>}
    </span>
  );
}

function Report({ review, page }: { review: Review; page: SessionPage }) {
  const busy = useSignal(false);
  const make = () => tried(busy, () => review.makeReport(), () => toast(words.report.asked));
  if (isLive(page) || page.session.state === "scheduled") return <span class={css.hint}>{words.report.notOver}</span>;
  if (page.report === "waiting") return <span class={css.reportWait} role="status"><Spinner /> {words.report.waiting}</span>;
  if (page.report === "ready") {
    return (
      <>
        <a class={css.download} href={review.path("/report.pdf")} download>{words.report.get}</a>
        <Button kind="quiet" small busy={busy.value} onClick={make}>{words.report.anew}</Button>
      </>
    );
  }
  return (
    <>
      {page.report === "failed" && <span class={css.bad} role="alert">{words.report.failed}</span>}
      <Button busy={busy.value} onClick={make}>{page.report === "failed" ? words.report.anew : words.report.none}</Button>
    </>
  );
}

export function Header({ review, page }: { review: Review; page: SessionPage }) {
  const { session } = page;
  return (
    <header class={css.header}>
      <div class={css.who}>
        <h1>{session.student_name}</h1>
        <Badges review={review} page={page} />
        <p>
          <span>{session.student_email}</span>
          <strong>{session.exam_title}</strong>
          <span>{session.started_at ? withZone(timesText(page)) : words.notStarted}</span>
          <span>{words.proctor}: {session.proctor_name ?? words.noProctor}</span>
        </p>
      </div>
      <div class={css.headRight}>
        <Score review={review} page={page} />
        <div class={css.report}><Report review={review} page={page} /></div>
        <Clock review={review} page={page} />
      </div>
    </header>
  );
}
