/** m2: somebody speaks, or it is far louder than the room was at the check. */

import { type Looks, tracker } from "../tracker";

type Parameter = "speech_probability" | "speech_s" | "within_s" | "above_room_db";

export const FRAME_S = 0.032;
/** A pause between two sentences does not end speech; a longer one does, though the window still holds enough of it. */
const PAUSE_S = 1;
const LOUD_WINDOW_S = 1;

const dbfs = (power: number) => 10 * Math.log10(power);

export function voicesWatch(parameters: Record<Parameter, number>, roomDbfs: () => number | undefined) {
  const [window, pause, loud] = [parameters.within_s, PAUSE_S, LOUD_WINDOW_S].map((s) => Math.round(s / FRAME_S)) as
    [number, number, number];
  let speech: boolean[] = [];
  let powers: number[] = [];
  let reason: "speech" | "loud" | null = null;

  function reasonNow(): typeof reason {
    const spoken = speech.filter(Boolean).length * FRAME_S;
    if (spoken >= parameters.speech_s && speech.slice(-pause).some(Boolean)) return "speech";
    const room = roomDbfs();
    if (room === undefined || powers.length < loud) return null;
    const mean = powers.reduce((sum, power) => sum + power, 0) / powers.length;
    return dbfs(mean) >= room + parameters.above_room_db ? "loud" : null;
  }

  return {
    speech({ probabilities, powers: more }: Pick<Looks["speech"], "probabilities" | "powers">) {
      speech = [...speech, ...Array.from(probabilities, (p) => p >= parameters.speech_probability)].slice(-window);
      powers = [...powers, ...Array.from(more)].slice(-loud);
      reason = reasonNow();
      return reason !== null;
    },
    forget() {
      [speech, powers] = [[], []];
    },
    detail: () => ({ reason }),
  };
}

export const voices = tracker<Parameter>({
  name: "voices",
  parameters: { speech_probability: 0.6, speech_s: 1.5, within_s: 3, above_room_db: 15 },
  models: ["speech"],
  silencedBy: ["microphone"],
  canRun: (abilities) => abilities.inference && abilities.sound,
  watch(parameters, around) {
    const { speech, forget, detail } = voicesWatch(parameters, () => around.reference.roomDbfs);
    return {
      speech(look) {
        if (!around.inCall) return speech(look);
        forget(); // what the proctor heard is no finding afterwards either
        return null;
      },
      detail,
    };
  },
});
