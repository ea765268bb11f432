import { useEffect, useState } from "preact/hooks";
import type { Hearing } from "../../state/student/hearing.ts";
import type { Input } from "../../state/student/world.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { inputs as w } from "../../words/inputs.en.ts";
import { student } from "../../words/student.en.ts";
import { Choosing } from "../Choosing.tsx";
import { useSession } from "../context.ts";
import { Bar } from "../Meter.tsx";
import { Picture } from "../Picture.tsx";
import css from "./exam.module.css";

const INPUTS: readonly Input[] = ["camera", "microphone"];

export function DevicesButton() {
  const { sitting } = useSession();
  const [open, setOpen] = useState(false);
  if (!INPUTS.some((input) => sitting.sources[input])) return null;
  return (
    <>
      <Button small onClick={() => setOpen(true)}>{w.open}</Button>
      {open && <DeviceDialog onClose={() => setOpen(false)} />}
    </>
  );
}

/** Camera and microphone with what they give at this moment; the recording goes on. */
export function DeviceDialog({ onClose }: { onClose: () => void }) {
  const { sitting, devices } = useSession();
  useEffect(() => void devices.look(), [devices]);
  return (
    <Dialog title={w.title} onClose={onClose} actions={<Button kind="primary" onClick={onClose}>{w.close}</Button>}>
      <p class={css.soft}>{w.lead}</p>
      {sitting.sources.camera && <Seen />}
      {sitting.sources.microphone && <Heard />}
    </Dialog>
  );
}

function Seen() {
  const { devices } = useSession();
  const stream = devices.live.value.camera ? devices.camera.value : null;
  return (
    <div class={css.device}>
      <Choosing input="camera" always />
      {stream ? <Picture stream={stream} label={student.exam.selfView} mirrored /> : <p>{w.none("camera")}</p>}
    </div>
  );
}

function Heard() {
  const session = useSession();
  const [hearing, setHearing] = useState<Hearing | null>(null);
  useEffect(() => {
    const made = session.hearMicrophone();
    setHearing(made);
    return made.stop;
  }, [session]);
  const level = hearing?.level.value;
  return (
    <div class={css.device}>
      <Choosing input="microphone" always />
      {!session.devices.live.value.microphone ? <p>{w.none("microphone")}</p>
        : level === null ? <p>{w.unmeasured}</p> : <Bar dbfs={level ?? -100} />}
    </div>
  );
}
