import { neededOf } from "../../state/student/stage.ts";
import { student as w } from "../../words/student.en.ts";
import { useSession } from "../context.ts";
import { listed, size } from "../texts.ts";
import css from "./exam.module.css";

/** Below this the line merely breathes: a chunk or two are always on their way. */
const BACKLOG_BYTES = 100_000;

function Sign({ tone, text }: { tone: string; text: string }) {
  return <p class={`${css.sign} ${css[tone]}`}><i class={css.dot} />{text}</p>;
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
  const stillNames = names.filter((name) => stills.includes(name === "microphone" ? "camera" : name));
  const recorded = names.filter((name) => !stillNames.includes(name)).map((name) => w.exam.recordedOf[name]);
  const shown = stillNames.filter((name) => name !== "microphone").map((name) => w.exam.recordedOf[name]);
  const parts = [...(recorded.length ? [w.exam.recording(listed(recorded))] : []), ...(shown.length ? [w.exam.stills(listed(shown))] : [])];
  return <Sign tone="rec" text={parts.join(w.exam.beside)} />;
}

export function LineSign() {
  const { connection, status } = useSession();
  const { waitingBytes } = status.value;
  const waits = waitingBytes > 0 ? size(waitingBytes) : null;
  if (connection.state.value === "open") {
    return <Sign tone="good" text={waits && waitingBytes > BACKLOG_BYTES ? w.exam.catchingUp(waits) : w.exam.connected} />;
  }
  if (connection.state.value === "connecting" && !connection.broken.value) {
    return <Sign tone="plain" text={w.exam.connecting} />;
  }
  return <Sign tone="warn" text={waits ? w.exam.offlineWith(waits) : w.exam.offlineNow} />;
}
