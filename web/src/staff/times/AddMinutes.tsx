import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { EXTENSION_MOST_MIN, newRequest } from "../../state/staff/times.ts";
import { Button } from "../../ui/Button.tsx";
import { toast } from "../../ui/bits.tsx";
import { timeOfDay, withZone } from "../../ui/time.ts";
import type { Body } from "../../wire/http.ts";
import { times as w } from "../../words/times.en.ts";
import { MinutesDialog } from "./MinutesForm.tsx";
import { type Given, TakeBack } from "./TakeBack.tsx";

interface AddProps {
  whom: string;
  /** Of one who is inside: when the exam ends now. */
  endsMs?: number | null;
  /** Of one session: what could be taken back instead. */
  given?: Given | null;
  send: (body: Body<"ExtendIn">) => Promise<Body<"Extended">>;
  onDone: () => void;
  onClose: () => void;
}

const FIRST = "10";
const MINUTE_MS = 60_000;

export function AddMinutes(props: AddProps) {
  const taking = useSignal(false);
  const { given, whom, onDone, onClose } = props;
  if (given && taking.value) return <TakeBack key="back" whom={whom} given={given} onDone={onDone} onClose={onClose} />;
  return <Add key="add" {...props} onTakeBack={() => { taking.value = true; }} />;
}

function Add({ whom, endsMs, given, send, onDone, onClose, onTakeBack }: AddProps & { onTakeBack: () => void }) {
  const request = useMemo(newRequest, []);
  const ends = (minutes: number | null) =>
    endsMs && minutes !== null ? w.add.ends(withZone(timeOfDay(endsMs + minutes * MINUTE_MS))) : "";
  async function add(minutes: number | null, reason: string): Promise<void> {
    const { extended, over } = await send({ request, minutes: minutes ?? 0, reason });
    toast(w.add.done(extended, over), "good");
    onDone();
  }
  return (
    <MinutesDialog
      title={w.add.title(whom)} act={w.add.act} send={add} onClose={onClose}
      minutes={{ label: w.minutes, first: FIRST, most: EXTENSION_MOST_MIN, hint: ends }}
    >
      <p>{w.add.lead}</p>
      {given && given.minutes > 0 && <p>{w.back.given(given.minutes)} <Button small onClick={onTakeBack}>{w.back.offer}</Button></p>}
    </MinutesDialog>
  );
}
