import { useEffect, useMemo, useRef } from "preact/hooks";
import { isLive, type Review, type SessionPage } from "../state/review/page.ts";
import { Empty, Notice } from "../ui/bits.tsx";
import { Button, Spinner } from "../ui/Button.tsx";
import { review as words } from "../words/review.en.ts";
import { AnswersCard } from "./Answers.tsx";
import { ConclusionCard } from "./Conclusion.tsx";
import { Header } from "./Header.tsx";
import { KeyList } from "./KeyList.tsx";
import { onKey } from "./keys.ts";
import { OutagesCard } from "./Outages.tsx";
import css from "./page.module.css";
import { Pictures } from "./Pictures.tsx";
import player from "./player.module.css";
import { openReview } from "./ports.ts";
import { ScoreCard } from "./Score.tsx";
import { Side } from "./Side.tsx";
import { Timeline } from "./Timeline.tsx";
import { Transport } from "./Transport.tsx";
import { View } from "./view.ts";

function Refused({ review }: { review: Review }) {
  const refusal = review.refused.value;
  const gone = refusal?.status === 404;
  return (
    <Empty title={gone ? words.gone : words.refused}>
      <p>{gone ? words.goneHint : refusal?.message}</p>
      <Button onClick={() => void review.open()}>{words.again}</Button>
    </Empty>
  );
}

function Nothing({ page }: { page: SessionPage }) {
  const before = isLive(page) || page.session.state === "scheduled";
  return (
    <div class={player.nothing}>
      <Empty title={words.nothingRecorded}>
        <p>{before ? words.nothingRecordedHint.before : words.nothingRecordedHint.after}</p>
      </Empty>
    </div>
  );
}

/** After a press with the pointer the focus goes back to the player, so that space plays instead of pressing again. */
function leaveButton(event: MouseEvent): void {
  const button = (event.target as Element).closest("button");
  if (event.detail > 0 && button && !button.closest("[role=dialog],form")) button.blur();
}

function PlayerBox({ review, view, page }: { review: Review; view: View; page: SessionPage }) {
  const box = useRef<HTMLDivElement>(null);
  const bounds = review.player.bounds.value;
  const recorded = review.player.reels.value.length > 0;
  useEffect(() => {
    view.box = box.current;
    const onFull = () => {
      view.full.value = !!document.fullscreenElement && document.fullscreenElement === view.box;
    };
    document.addEventListener("fullscreenchange", onFull);
    return () => document.removeEventListener("fullscreenchange", onFull);
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: only lets a clicked button go, so that the space bar plays
    <div ref={box} class={player.player} role="group" aria-label={words.player} onClick={leaveButton}>
      {recorded ? <Pictures review={review} view={view} /> : <Nothing page={page} />}
      {bounds && recorded && <Transport review={review} view={view} />}
      {bounds && <Timeline review={review} view={view} bounds={bounds} />}
    </div>
  );
}

function Loaded({ review, view, page }: { review: Review; view: View; page: SessionPage }) {
  return (
    <>
      <Header review={review} page={page} />
      {review.stale.value && <Notice tone="warn">{words.away}</Notice>}
      <div class={css.main}>
        <PlayerBox review={review} view={view} page={page} />
        <Side review={review} view={view} />
      </div>
      <div class={css.below}>
        <div class={css.column}>
          <ScoreCard review={review} page={page} />
          <AnswersCard review={review} page={page} />
        </div>
        <div class={css.column}>
          <ConclusionCard review={review} page={page} />
          <OutagesCard review={review} page={page} />
        </div>
      </div>
      <KeyList view={view} />
    </>
  );
}

function Page({ id }: { id: string }) {
  const review = useMemo(() => openReview(id), [id]);
  const view = useMemo(() => new View(), [id]);
  useEffect(() => {
    void review.open();
    const key = (event: KeyboardEvent) => onKey(event, review, view);
    document.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("keydown", key);
      review.close();
    };
  }, [review]);
  const page = review.page.value;
  if (review.refused.value) return <Refused review={review} />;
  if (page) return <Loaded review={review} view={view} page={page} />;
  return (
    <div class={css.waiting} role="status">
      <Spinner /> {review.stale.value ? words.firstAway : words.loading}
    </div>
  );
}

/** The page of one session: its recording, what was noticed in it, and what a person concludes. */
export function SessionReview({ id }: { id: string }) {
  return <div class={css.page}><Page key={id} id={id} /></div>;
}
