import { useSignal } from "@preact/signals";
import { isLive, type Review, type SessionPage } from "../state/review/page.ts";
import { roles } from "../state/staff/account.ts";
import { extendSession } from "../state/staff/times.ts";
import { AddMinutes } from "../staff/times/AddMinutes.tsx";
import { Reopen } from "../staff/times/Reopen.tsx";
import { Button } from "../ui/Button.tsx";
import { times as w } from "../words/times.en.ts";
import css from "./page.module.css";

/** What can be done about the session's clock: minutes while it is open, a reopening when it is over. */
export function Clock({ review, page }: { review: Review; page: SessionPage }) {
  const asking = useSignal(false);
  const { session } = page;
  const open = isLive(page) || session.state === "scheduled";
  const done = () => void review.anew();
  const close = () => {
    asking.value = false;
  };
  if (!open && !roles.value.includes("organizer")) return null;
  if (!open && session.sealed) return <span class={css.hint}>{w.reopen.sealed}</span>;
  return (
    <>
      <Button onClick={() => { asking.value = true; }}>{open ? w.add.act : w.reopen.act}</Button>
      {asking.value && open && (
        <AddMinutes
          whom={session.student_name} endsMs={page.ends_at && session.state === "running" ? Date.parse(page.ends_at) : null}
          given={{ session: session.id, minutes: session.extra_min }}
          send={(body) => extendSession(session.id, body)} onDone={done} onClose={close}
        />
      )}
      {asking.value && !open && <Reopen row={session} onDone={done} onClose={close} />}
    </>
  );
}
