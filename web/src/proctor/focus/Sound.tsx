import { useEffect, useState } from "preact/hooks";
import type { Board } from "../../state/proctor/board.ts";
import type { Focus } from "../../state/proctor/focus.ts";
import type { TemplateSettings } from "../../wire/messages.ts";
import { Button } from "../../ui/Button.tsx";
import { proctor as w } from "../../words/proctor.en.ts";
import { Icon } from "../icons.tsx";
import css from "./stage.module.css";

const touched = (): boolean => navigator.userActivation?.hasBeenActive ?? false;

/** Browsers give no sound to a page that nobody has touched yet. */
function useTouched(): boolean {
  const [done, setDone] = useState(touched);
  useEffect(() => {
    if (done) return;
    const see = () => setDone(true);
    addEventListener("pointerup", see);
    addEventListener("keyup", see);
    return () => {
      removeEventListener("pointerup", see);
      removeEventListener("keyup", see);
    };
  }, [done]);
  return done;
}

/** Of the student's microphone; null is silence. */
export function useVolume(board: Board): number | null {
  const audible = useTouched();
  const { listening, volume } = board.preferences;
  return listening.value && audible ? volume.value : null;
}

const hasMicrophone = (focus: Focus): boolean =>
  ((focus.page.value?.settings ?? {}) as TemplateSettings).sources?.microphone ?? true;

export function Sound({ board, focus }: { board: Board; focus: Focus }) {
  const { listening, volume } = board.preferences;
  const on = listening.value;
  if (!hasMicrophone(focus)) return null;
  return (
    <div class={css.sound}>
      <Button small kind="quiet" class={on ? (css.heard ?? "") : ""} title={`${on ? w.focus.silence : w.focus.hear} (M)`} onClick={() => { listening.value = !on; }}>
        <Icon sign={on ? "sound" : "mute"} /> <span>{on ? w.focus.silence : w.focus.hear}</span>
      </Button>
      {on && (
        <input
          type="range" min={0} max={1} step={0.05} value={volume.value} aria-label={w.focus.volume} title={w.focus.volume}
          onInput={(e) => { volume.value = Number(e.currentTarget.value); }}
        />
      )}
    </div>
  );
}
