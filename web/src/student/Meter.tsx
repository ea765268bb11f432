import { student as w } from "../words/student.en.ts";
import { useSession } from "./context.ts";
import css from "./student.module.css";

const LOWEST = -75;
const HIGHEST = -10;

/** A bar that moves with the voice. It tells nothing that the text beside it does not. */
export function Meter() {
  const { loudness, devices } = useSession();
  if (!devices.live.value.microphone) return null;
  const share = (loudness.now.value - LOWEST) / (HIGHEST - LOWEST);
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div class={css.meter} role="img" aria-label={w.check.meter}>
      <div class={css.level} style={{ width: `${percent}%` }} />
    </div>
  );
}
