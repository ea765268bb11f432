/** l1: the lips move while the microphone hears no speech. */

import { type Answer, type Looks, tracker } from "../tracker";

type Parameter = "movement" | "window_s" | "silent_probability";

/** A mouth that opens and stays open is a yawn, one look at it no movement. */
const LEAST_LOOKS = 5;
const LEAST_SURE = 0.5;

/** Standard deviation. */
export function movementOf(gaps: readonly number[]): number {
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
}

export function lipsWatch(parameters: Record<Parameter, number>) {
  const windowMs = parameters.window_s * 1000;
  let gaps: { at_ms: number; gap: number }[] = [];
  let heardAt = Number.NEGATIVE_INFINITY;
  let speechAt = Number.NEGATIVE_INFINITY;
  let movement = 0;

  return {
    speech({ at_ms, probabilities }: Pick<Looks["speech"], "at_ms" | "probabilities">): Answer {
      heardAt = at_ms;
      if (Array.from(probabilities).some((p) => p >= parameters.silent_probability)) speechAt = at_ms;
      return null; // an answer belongs to a look at the lips
    },
    faces({ at_ms, gaze }: Pick<Looks["faces"], "at_ms" | "gaze">): Answer {
      gaps = gaps.filter((look) => at_ms - look.at_ms < windowMs);
      if (gaze && gaze.score >= LEAST_SURE) gaps.push({ at_ms, gap: gaze.mouth });
      if (gaps.length < LEAST_LOOKS || at_ms - heardAt > windowMs) return null;
      movement = movementOf(gaps.map(({ gap }) => gap));
      return movement >= parameters.movement && at_ms - speechAt > windowMs;
    },
    detail: () => ({ movement: Math.round(movement * 100) / 100 }),
  };
}

export const lips = tracker<Parameter>({
  name: "lips",
  parameters: { movement: 0.06, window_s: 4, silent_probability: 0.4 },
  models: ["gaze", "speech"],
  silencedBy: ["camera", "face_absent", "microphone"],
  canRun: (abilities) => abilities.inference && abilities.sound,
  watch(parameters, around) {
    const watcher = lipsWatch(parameters);
    return { ...watcher, faces: (look) => (around.inCall ? null : watcher.faces(look)) };
  },
});
