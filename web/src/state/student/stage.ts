/** Where in the journey the student stands. */

import type { Sitting } from "./world.ts";

export type Stage =
  | "loading" | "fault" | "asked" | "held" | "out" | "early" | "rules" | "equipment" | "ready" | "exam" | "ending"
  | "finished" | "terminated" | "expired"; // prettier-ignore

export interface Standing {
  sitting: Sitting | null;
  fault: boolean;
  /** Another tab or device holds the session. */
  held: boolean;
  /** The link was withdrawn or replaced, or the account closed, while this page was in. */
  out: boolean;
  /** The exam is over and the rest of the recording is on its way. */
  ending: boolean;
  /** The page loads itself anew: its session was reopened. */
  returning: boolean;
  /** Every required device is open in this page. */
  equipped: boolean;
}

type State = Sitting["state"];

const BY_STATE: Record<State, Stage> = {
  scheduled: "early",
  checking: "ready",
  running: "exam",
  finished: "finished",
  terminated: "terminated",
  expired: "expired",
  concluded: "finished",
};

const LIVE: readonly State[] = ["checking", "running"];
const OVER: readonly State[] = ["finished", "terminated", "expired", "concluded"];
export const isLive = (state: State): boolean => LIVE.includes(state);
export const isOver = (state: State): boolean => OVER.includes(state);

/** The equipment is checked again after a reload: the devices that were open are not any more. */
function stepOf({ steps, done }: Sitting, equipped: boolean): Stage {
  const isDone = (step: string) => done.includes(step) && (step !== "equipment" || equipped);
  const next = steps.find((step) => !isDone(step));
  return next === "rules" || next === "equipment" ? next : "ready";
}

export function stageOf({ sitting, fault, held, out, ending, returning, equipped }: Standing): Stage {
  if (out) return "out";
  if (returning) return "loading";
  if (ending) return "ending";
  if (!sitting) return fault ? "fault" : "loading";
  if (held && isLive(sitting.state)) return "held";
  return sitting.state === "checking" ? stepOf(sitting, equipped) : BY_STATE[sitting.state];
}

/** Only devices that the template asks for, whose names the capture knows. */
export function neededOf(sources: Record<string, boolean>): ("camera" | "microphone" | "screen")[] {
  return (["camera", "microphone", "screen"] as const).filter((name) => sources[name]);
}
