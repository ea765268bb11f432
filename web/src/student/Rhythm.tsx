import { useEffect, useState } from "preact/hooks";
import type { KeptRhythm } from "../state/student/rhythm.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Notice } from "../ui/bits.tsx";
import { student as w } from "../words/student.en.ts";
import { useSession } from "./context.ts";
import css from "./student.module.css";
import { refusalText } from "./texts.ts";

const r = w.rhythm;

function Question({ rhythm, onClose }: { rhythm: KeptRhythm; onClose: () => void }) {
  const fault = rhythm.fault.value;
  const forget = async () => {
    if (await rhythm.forget()) onClose();
  };
  return (
    <Dialog
      title={r.question} onClose={onClose}
      actions={<><Button onClick={onClose}>{r.keep}</Button><Button kind="danger" busy={rhythm.busy.value} onClick={forget}>{r.forget}</Button></>}
    >
      {fault && <Notice tone="bad" alert>{r.failed} {refusalText(fault)}</Notice>}
      <p>{r.means}</p>
    </Dialog>
  );
}

/** Only where something is kept: what, and how to be rid of it. */
export function Rhythm() {
  const { rhythm } = useSession();
  const [asking, setAsking] = useState(false);
  useEffect(() => void rhythm.look(), []);
  const state = rhythm.state.value;
  if (state === "deleted") return <Notice tone="good">{r.deleted}</Notice>;
  if (state !== "kept") return null;
  return (
    <section class={css.block}>
      <h2>{r.title}</h2>
      <p>{r.text}</p>
      <Button onClick={() => setAsking(true)}>{r.forget}</Button>
      {asking && <Question rhythm={rhythm} onClose={() => setAsking(false)} />}
    </section>
  );
}
