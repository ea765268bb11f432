import { useMemo } from "preact/hooks";
import { newRequest, takeBack } from "../../state/staff/times.ts";
import { toast } from "../../ui/bits.tsx";
import { timeOfDay, withZone } from "../../ui/time.ts";
import { times as w } from "../../words/times.en.ts";
import { MinutesDialog } from "./MinutesForm.tsx";

/** Of one session, and what was added to it. */
export interface Given {
  session: string;
  minutes: number;
}

/** Minutes that were given by mistake. */
export function TakeBack({ whom, given, onDone, onClose }: {
  whom: string; given: Given; onDone: () => void; onClose: () => void;
}) {
  const request = useMemo(newRequest, []);
  async function send(minutes: number | null, reason: string): Promise<void> {
    const done = await takeBack(given.session, { request, minutes: minutes ?? 0, reason });
    const ends = done.ends_at && w.back.ends(withZone(timeOfDay(done.ends_at)));
    toast([w.back.done(done.minutes), ends].filter(Boolean).join(" "), "good");
    onDone();
  }
  return (
    <MinutesDialog
      title={w.back.title(whom)} act={w.back.act} send={send} onClose={onClose}
      minutes={{ label: w.minutes, first: String(given.minutes), most: given.minutes, hint: () => w.back.given(given.minutes) }}
    >
      <p>{w.back.lead}</p>
    </MinutesDialog>
  );
}
