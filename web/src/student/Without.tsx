import { useState } from "preact/hooks";
import type { Input } from "../state/student/world.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { TextArea } from "../ui/Form.tsx";
import { Notice } from "../ui/bits.tsx";
import { inputs } from "../words/inputs.en.ts";
import { useSession } from "./context.ts";
import css from "./student.module.css";
import { refusalText } from "./texts.ts";

const w = inputs.without;
/** As the server takes it (`WithoutIn`). */
const LONGEST = 500;

const isInput = (source: string): source is Input => source === "camera" || source === "microphone";

/** The way on where the cure does not help; only where the exam lets it. */
export function GoWithout({ input }: { input: Input }) {
  const session = useSession();
  const [asking, setAsking] = useState(false);
  if (!session.sitting.may_go_without.includes(input)) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>{w.act[input]}</Button>
      {asking && <Reason input={input} onClose={() => setAsking(false)} />}
    </>
  );
}

function Reason({ input, onClose }: { input: Input; onClose: () => void }) {
  const session = useSession();
  const [reason, setReason] = useState("");
  const fault = session.fault.value;
  return (
    <Dialog
      title={w.title[input]}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{w.back}</Button>
          <Button
            kind="primary" disabled={!reason.trim()} busy={session.busy.value}
            onClick={() => void session.goWithout(input, reason.trim())}
          >
            {w.act[input]}
          </Button>
        </>
      }
    >
      <p>{w.text(input)}</p>
      <TextArea label={w.reason} hint={w.hint} value={reason} rows={3} onInput={setReason} attributes={{ maxLength: LONGEST, autofocus: true }} />
      {fault && <Notice tone="bad" alert>{refusalText(fault)}</Notice>}
    </Dialog>
  );
}

/** What was said, to be taken back before the start. */
export function GoneWithout() {
  const session = useSession();
  const gone = Object.entries(session.sitting.without);
  return (
    <>
      {gone.map(([source, reason]) => isInput(source) && (
        <Notice key={source} tone="warn">
          <p>{w.known(source, reason)}</p>
          <p class={css.takeBack}><Button small onClick={() => void session.takeBack(source)}>{w.takeBack[source]}</Button></p>
        </Notice>
      ))}
    </>
  );
}
