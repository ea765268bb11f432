/** c2: the head is turned away from the screen, or the eyes look beside it. */

import { directionOf, FirstLooks, type GazeReference, median } from "../gaze/reference";
import type { Gaze } from "../inference/gaze_model";
import { type Answer, type Looks, tracker } from "../tracker";

type Parameter = "yaw_on" | "yaw_off" | "down_on" | "down_off" | "up_on" | "up_off" | "eyes_on" | "eyes_off";
type Limits = Record<"yaw" | "down" | "up" | "eyes", number>;
/** As the student sees it. */
type Where = "left" | "right" | "up" | "down";

/** A mesh less sure than this lies beside the face. */
const LEAST_SURE = 0.5;
/** Single looks at an eye err by some degrees: the middle one of three decides. */
const EYE_LOOKS = 3;
/** Degrees by which a head that is held still may differ from its neutral direction. */
const STILL = 8;

const limits = (p: Record<Parameter, number>, state: "on" | "off"): Limits => ({
  yaw: p[`yaw_${state}`], down: p[`down_${state}`], up: p[`up_${state}`], eyes: p[`eyes_${state}`],
}); // prettier-ignore

/** Where the head is turned beyond the limits, null within them. */
export function headAway(gaze: Gaze, reference: GazeReference, beyond: Limits): Where | null {
  const [yaw, pitch] = [gaze.yaw - reference.yaw, gaze.pitch - reference.pitch];
  if (Math.abs(yaw) >= beyond.yaw) return yaw > 0 ? "left" : "right";
  if (pitch <= -beyond.down) return "down";
  return pitch >= beyond.up ? "up" : null;
}

/**
 * Which edge of the screen the look passes by more than the limit. Only of a head that is held still: of a turned one the
 * iris seems to move although the eye does not, by as much as half the turn.
 */
export function eyesAway(direction: number, yaw: number, reference: GazeReference, beyond: Limits): Where | null {
  if (Math.abs(yaw - reference.yaw) > STILL) return null;
  if (direction >= reference.leftEdge + beyond.eyes) return "left";
  return direction <= reference.rightEdge - beyond.eyes ? "right" : null;
}

export function lookingAwayWatch(parameters: Record<Parameter, number>, learned: () => GazeReference | undefined) {
  const first = new FirstLooks();
  const [on, off] = [limits(parameters, "on"), limits(parameters, "off")];
  let directions: number[] = [];
  let away: { where: Where; by: "head" | "eyes" } | null = null;
  let reference: GazeReference | null = null;

  function awayNow(gaze: Gaze, known: GazeReference, beyond: Limits): typeof away {
    const head = headAway(gaze, known, beyond);
    if (head) return { where: head, by: "head" };
    if (directions.length < EYE_LOOKS) return null;
    const eyes = eyesAway(median(directions), gaze.yaw, known, beyond);
    return eyes ? { where: eyes, by: "eyes" } : null;
  }

  return {
    faces({ gaze }: Pick<Looks["faces"], "gaze">): Answer {
      if (!gaze || gaze.score < LEAST_SURE) {
        directions = [];
        return null;
      }
      reference = learned() ?? first.take(gaze);
      directions = gaze.eyes ? [...directions, directionOf(gaze)].slice(-EYE_LOOKS) : [];
      if (!reference) return null;
      away = awayNow(gaze, reference, away ? off : on);
      return away !== null;
    },
    detail: () => ({ ...away, learned: reference?.learned }),
  };
}

export const lookingAway = tracker<Parameter>({
  name: "looking_away",
  parameters: { yaw_on: 30, yaw_off: 22, down_on: 20, down_off: 14, up_on: 25, up_off: 18, eyes_on: 5, eyes_off: 2 },
  models: ["gaze"],
  silencedBy: ["camera", "face_absent"],
  canRun: (abilities) => abilities.inference,
  watch: (parameters, around) => lookingAwayWatch(parameters, () => around.reference.gaze),
});
