/** c2: nobody sits before the camera. */

import { type Answer, tracker } from "../tracker";
import type { Face } from "../inference/faces";

type Parameter = "score_on" | "score_off" | "min_height";

/**
 * A face at `score_on` is there, none at `score_off` is absent. Between the two the detector is unsure, which proves
 * no absence; before any face was sure it proves nothing at all.
 */
export function absent(faces: Face[], parameters: Record<Parameter, number>, before: Answer): Answer {
  const scores = faces.filter((face) => face.height >= parameters.min_height).map((face) => face.score);
  const best = Math.max(0, ...scores);
  if (best >= parameters.score_on) return false;
  if (best < parameters.score_off) return true;
  return before === null ? null : false;
}

export const faceAbsent = tracker<Parameter>({
  name: "face_absent",
  parameters: { score_on: 0.6, score_off: 0.5, min_height: 0.12 },
  models: ["faces"],
  silencedBy: ["camera"],
  canRun: (abilities) => abilities.inference,
  watch(parameters, around) {
    let last: Answer = null;
    return {
      faces({ faces }) {
        last = absent(faces, parameters, last);
        return last && around.sight.dark ? null : last; // who cannot be seen is not known to be away
      },
      detail: () => ({ faces: 0 }),
    };
  },
});
