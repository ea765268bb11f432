import { Spinner } from "../ui/Button.tsx";
import { Notice } from "../ui/bits.tsx";
import { student as w } from "../words/student.en.ts";
import { useSession } from "./context.ts";
import { Frame } from "./Frame.tsx";
import { Reason } from "./Pages.tsx";
import css from "./student.module.css";
import { size } from "./texts.ts";

export function EndingPage() {
  const { ending, connection, answers } = useSession();
  const isSignedOut = connection.state.value === "signed_out" || answers.signedOut.value;
  const pending = answers.pending.value;
  const why = ending.why.value ?? "earlier";
  const title = why === "terminated" ? w.terminated.title : w.ending.title[why];
  return (
    <Frame title={title} narrow>
      {why === "terminated" && <Reason />}
      <p>{w.ending.text}</p>
      <Progress />
      {pending > 0 && <p role="status">{w.ending.answers(pending)}</p>}
      <Notice tone="warn">{w.ending.doNotClose}</Notice>
      {connection.state.value !== "open" && <p class={css.soft} role="status">{w.ending.offline}</p>}
      {isSignedOut && <Notice tone="bad" alert>{w.exam.signedOut}</Notice>}
    </Frame>
  );
}

function Progress() {
  const { ending } = useSession();
  const { chunks, bytes, ofChunks } = ending.left.value;
  if (ending.arrived.value || !ofChunks) return <p class={css.waiting}><Spinner /> {w.ending.telling}</p>;
  const percent = Math.round((1 - chunks / ofChunks) * 100);
  return (
    <div class={css.sending}>
      <p><span>{w.ending.sending}</span> <span class={css.soft}>{w.ending.left(size(bytes))}</span></p>
      <div
        class={css.meter} role="progressbar" aria-label={w.ending.sending}
        aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}
      >
        <div class={css.level} style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}
