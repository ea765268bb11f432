import { MINUTE_MS } from "../state/student/countdown.ts";
import { neededOf } from "../state/student/stage.ts";
import type { Check } from "../state/student/checks.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/bits.tsx";
import { date, dateTime, timeOfDay, withZone } from "../ui/time.ts";
import { student as w } from "../words/student.en.ts";
import { useJourney, useSession } from "./context.ts";
import { Frame } from "./Frame.tsx";
import { Countdown } from "./Pages.tsx";
import { Recorded } from "./Rules.tsx";
import css from "./student.module.css";
import { refusalText, troubleOf } from "./texts.ts";

export function Ready() {
  const journey = useJourney();
  const session = useSession();
  const { sources } = session.sitting;
  const untilOpen = journey.untilOpen.value;
  return (
    <Frame title={w.ready.title} step="ready">
      <TimeGiven />
      {untilOpen > 0 && <Countdown label={w.ready.opensIn} ms={untilOpen} />}
      {neededOf(sources).length > 0 && (
        <section class={css.block}>
          <p>{w.ready.recording}</p>
          <Recorded sources={sources} />
        </section>
      )}
      {sources.fullscreen && <p>{w.ready.fullscreen}</p>}
      <Troubles />
      <div class={css.go}>
        <Button kind="primary" disabled={untilOpen > 0} busy={session.busy.value} onClick={() => session.begin()}>
          {w.ready.act}
        </Button>
        {untilOpen > 0 && <span class={css.soft}>{w.ready.waiting}</span>}
      </div>
    </Frame>
  );
}

/** The window may close before the time is used up. */
function TimeGiven() {
  const now = useJourney().now.value;
  const { duration_min, closes_at, extra_min } = useSession().sitting;
  const toClose = Math.floor((Date.parse(closes_at) - now) / MINUTE_MS);
  const today = date(closes_at) === date(now);
  const closes = withZone(today ? timeOfDay(closes_at) : dateTime(closes_at));
  const added = extra_min > 0 ? ` ${w.ready.added(w.minutes(extra_min))}` : "";
  if (toClose < duration_min) {
    return <p class={css.lead}>{w.ready.shorter(w.minutes(Math.max(0, toClose) + extra_min), closes)}{added}</p>;
  }
  return <p class={css.lead}>{w.ready.lead(w.minutes(duration_min + extra_min))}{added} {w.ready.until(closes)}</p>;
}

/** Only where the template has no equipment check: the devices are opened by the start itself. */
function Troubles() {
  const session = useSession();
  const fault = session.fault.value;
  const problems = Object.entries(session.devices.problems.value);
  return (
    <>
      {fault && <Notice tone="bad" alert>{w.ready.refusals[fault.code] ?? refusalText(fault)}</Notice>}
      {problems.map(([device, cause]) => {
        const [what, cure] = troubleOf(device as Check["name"], cause);
        return <Notice key={device} tone="bad" alert><strong>{what}.</strong> {cure}</Notice>;
      })}
    </>
  );
}
