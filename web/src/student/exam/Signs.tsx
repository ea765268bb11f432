import { neededOf } from "../../state/student/stage.ts";
import { student as w } from "../../words/student.en.ts";
import { useSession } from "../context.ts";
import { listed, size } from "../texts.ts";
import css from "./exam.module.css";

/** Below this the line merely breathes: a chunk or two are always on their way. */
const BACKLOG_BYTES = 100_000;

/** `more`: for what a phone has no room; there it is only read out. */
function Sign({ tone, text, more }: { tone: string; text: string; more?: string }) {
  return (
    <p class={`${css.sign} ${css[tone]}`}>
      <i class={css.dot} /><span class={css.signText}>{text}{more && <span class={css.more}> {more}</span>}</span>
    </p>
  );
}

/** What is recorded at this moment, not what should be. */
export function RecordingSign() {
  const session = useSession();
  const live = session.devices.live.value;
  const { recording: running, stills } = session.status.value;
  const needed = neededOf(session.sitting.sources);
  if (!needed.length) return null;
  const runs = (name: keyof typeof live) => running.includes(name === "screen" ? "screen" : "camera");
  const names = needed.filter((name) => live[name] && runs(name));
  if (!names.length) return <Sign tone="warn" text={w.exam.notRecording} />;
  const asStills = names.filter((name) => stills.includes(name === "microphone" ? "camera" : name));
  const recorded = names.filter((name) => !asStills.includes(name)).map((name) => w.exam.recordedOf[name]);
  const shown = asStills.filter((name) => name !== "microphone").map((name) => w.exam.recordedOf[name]);
  if (!shown.length) return <Sign tone="rec" text={w.exam.recording} more={listed(recorded)} />;
  if (!recorded.length) return <Sign tone="rec" text={w.exam.stills} more={w.exam.stillsOf(listed(shown))} />;
  return <Sign tone="rec" text={w.exam.recording} more={w.exam.andStills(listed(recorded), listed(shown))} />;
}

export function LineSign() {
  const { connection, status } = useSession();
  const { waitingBytes } = status.value;
  const waits = waitingBytes > 0 ? size(waitingBytes) : null;
  if (connection.state.value === "open") {
    if (!waits || waitingBytes <= BACKLOG_BYTES) return <Sign tone="good" text={w.exam.connected} />;
    return <Sign tone="good" text={w.exam.catchingUp(waits)} />;
  }
  if (connection.state.value === "connecting" && !connection.broken.value) {
    return <Sign tone="plain" text={w.exam.connecting} />;
  }
  if (!waits) return <Sign tone="warn" text={w.exam.offlineNow} />;
  return <Sign tone="warn" text={w.exam.offlineWith(waits)} more={w.exam.kept} />;
}
