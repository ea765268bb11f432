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
  const running = session.status.value.recording;
  const needed = neededOf(session.sitting.sources);
  if (!needed.length) return null;
  const runs = (name: keyof typeof live) => running.includes(name === "screen" ? "screen" : "camera");
  const names = needed.filter((name) => live[name] && runs(name)).map((name) => w.exam.recordedOf[name]);
  if (!names.length) return <Sign tone="warn" text={w.exam.notRecording} />;
  return <Sign tone="rec" text={w.exam.recording} more={listed(names)} />;
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
