import { Button } from "../../ui/Button.tsx";
import { inputs as w, troubleWords } from "../../words/inputs.en.ts";
import { useSession } from "../context.ts";
import { systemOf } from "../system.ts";
import { DevicesButton } from "./DeviceDialog.tsx";
import css from "./exam.module.css";

/** What is wrong with camera and microphone, with the cure; gone as soon as it is cured. */
export function DeviceTroubles() {
  const { camera, microphone } = useSession().troubles.value;
  const found = [["camera", camera], ["microphone", microphone]] as const;
  return (
    <>
      {found.map(([input, cause]) => {
        const words = cause && troubleWords(input, cause, systemOf());
        if (!words) return null;
        return (
          <div key={input} class={`${css.note} ${css.endNote} ${cause === "dim" ? css.warn : css.bad}`}>
            <p><strong>{words[0]}.</strong> {words[1]} <span class={css.hint}>{w.itself}</span></p>
            <DevicesButton />
          </div>
        );
      })}
    </>
  );
}

/** A device that took another's place, or a new one that may be used. */
export function DeviceNotice() {
  const { deviceNews, devices } = useSession();
  const notice = deviceNews.notice.value;
  if (!notice) return null;
  const { kind, now, before } = notice;
  const name = now.label || w.names[now.input];
  const use = () => void devices.choose(now).then(() => deviceNews.dismiss());
  return (
    <div class={`${css.note} ${css.deviceNote}`}>
      <p>{kind === "fresh" ? w.fresh(name) : w.replaced(now.input, before, name)}</p>
      {kind === "fresh" && <Button small onClick={use}>{w.use}</Button>}
      <Button small kind="quiet" onClick={() => deviceNews.dismiss()}>{w.understood}</Button>
    </div>
  );
}
