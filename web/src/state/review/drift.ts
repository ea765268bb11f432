/** How one picture is brought back to the clock. Distances are in ms of recording, positive when it is ahead. */

/** `held`: the viewer wants it to play, but another source is still loading. */
export type Mode = "playing" | "held" | "paused";

const STEADY_MS = 30;
const SEEK_MS = 400; // of the viewer's time; closing more by speed alone would be heard and seen
const CLOSE_IN_S = 1.2;
const SLOWEST = 0.25;
const FASTEST = 16;
const STANDING_MS = 40;
const HELD_MS = 200; // a beat's way: going back by less would only make the others wait in turn

export type Correction = { kind: "rate"; rate: number } | { kind: "seek" };

export function correction(drift: number, rate: number): Correction {
  const size = Math.abs(drift);
  const scale = Math.max(1, rate);
  if (size > SEEK_MS * scale) return { kind: "seek" };
  if (size <= STEADY_MS * scale) return { kind: "rate", rate };
  const wished = rate - drift / 1000 / CLOSE_IN_S;
  const bounded = Math.min(Math.max(wished, rate * 0.7), rate * 1.3);
  return { kind: "rate", rate: Math.min(FASTEST, Math.max(SLOWEST, bounded)) };
}

/** How far a picture that stands still may be from the clock before it is moved. */
export const standingRoom = (mode: Mode, rate: number): number => (mode === "held" ? HELD_MS * Math.max(1, rate) : STANDING_MS);
