import { student as w } from "../words/student.en.ts";
import { useSession } from "./context.ts";
import css from "./student.module.css";

const LOWEST = -75;
const HIGHEST = -10;

/** In the check. */
export function Meter() {
  const { loudness, devices } = useSession();
  if (!devices.live.value.microphone || loudness.unmeasured.value) return null;
  return <Bar dbfs={loudness.now.value} />;
}

/** A bar that moves with the voice. It tells nothing that the text beside it does not. */
export function Bar({ dbfs }: { dbfs: number }) {
  const share = (dbfs - LOWEST) / (HIGHEST - LOWEST);
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div class={css.meter} role="img" aria-label={w.check.meter}>
      <div class={css.level} style={{ width: `${percent}%` }} />
    </div>
  );
}
