import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { timeOfDay, zoneName } from "../../ui/time.ts";
import type { Body } from "../../wire/http.ts";
import { times } from "../../words/times.en.ts";

type Effect = Body<"Effect">;
type Change = Body<"EndChange">;
const w = times.effect;

export const takesTime = ({ changes }: Effect): boolean => changes.some(({ minutes }) => minutes < 0);

function endsText({ first_ends_at, last_ends_at }: Change): string {
  const [first, last] = [timeOfDay(first_ends_at), timeOfDay(last_ends_at)];
  return first === last ? w.at(first) : w.between(first, last);
}

const said = (change: Change): string =>
  (change.minutes > 0 ? w.more : w.less)(change.sessions, Math.abs(change.minutes), endsText(change));

/** What saving the exam would do to whom, before it is done. */
export function EffectDialog({ effect, onAnswer }: { effect: Effect; onAnswer: (save: boolean) => void }) {
  const { changes, running, not_begun } = effect;
  const same = running - changes.reduce((sum, { sessions }) => sum + sessions, 0);
  const less = takesTime(effect);
  return (
    <Dialog
      title={w.title} onClose={() => onAnswer(false)}
      actions={
        <>
          <Button onClick={() => onAnswer(false)}>{times.cancel}</Button>
          <Button kind={less ? "danger" : "primary"} onClick={() => onAnswer(true)}>{less ? w.shorten : w.save}</Button>
        </>
      }
    >
      <ul>
        {changes.map((change) => <li key={change.minutes}>{said(change)}</li>)}
        {same > 0 && <li>{w.same(same)}</li>}
        {not_begun > 0 && <li>{w.waiting(not_begun)}</li>}
      </ul>
      {less && <p>{w.notice}</p>}
      <p>{w.zone(zoneName())}</p>
    </Dialog>
  );
}
