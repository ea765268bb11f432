import { useState } from "preact/hooks";
import { toneOf } from "../../state/student/countdown.ts";
import { Button } from "../../ui/Button.tsx";
import { duration } from "../../ui/time.ts";
import { student as w } from "../../words/student.en.ts";
import { useJourney, useSession } from "../context.ts";
import { Bubble } from "../icons.tsx";
import css from "./exam.module.css";
import { FinishDialog } from "./FinishDialog.tsx";
import { SelfView } from "./SelfView.tsx";
import { SideName } from "./Side.tsx";
import { LineSign, RecordingSign } from "./Signs.tsx";

export function Bar({ sideOpen, onSide }: { sideOpen: boolean; onSide: () => void }) {
  const [finishing, setFinishing] = useState(false);
  return (
    <header class={css.bar}>
      <img class={css.brand} src="/icon.svg" alt={w.product} width="22" height="22" />
      <span class={css.title}>{useSession().sitting.exam_title}</span>
      <div class={css.signs}>
        <RecordingSign />
        <LineSign />
      </div>
      <TimeLeft />
      <SelfView />
      <div class={css.acts}>
        <SideButton open={sideOpen} onClick={onSide} />
        <Button kind="primary" onClick={() => setFinishing(true)}>{w.exam.finish}</Button>
      </div>
      {finishing && <FinishDialog onClose={() => setFinishing(false)} />}
    </header>
  );
}

/** Ticks by sight only; the reminders are what is read out. */
function TimeLeft() {
  const left = useJourney().left.value;
  if (left === null) return <span class={css.time} />;
  return (
    <p class={`${css.time} ${css[toneOf(left)] ?? ""}`}>
      <span>{w.exam.left}</span> <strong role="timer" aria-live="off">{duration(left / 1000)}</strong>
    </p>
  );
}

function SideButton({ open, onClick }: { open: boolean; onClick: () => void }) {
  const unread = useSession().chat.unread.value;
  return (
    <>
      <button type="button" class={css.sideButton} aria-expanded={open} onClick={onClick}>
        <Bubble />
        <span class={css.sideText}><SideName /></span>
        {unread > 0 && <b class={css.unread} aria-hidden="true">{unread}</b>}
      </button>
      <span class="visually-hidden" role="status">{unread > 0 ? w.chat.unread(unread) : ""}</span>
    </>
  );
}
