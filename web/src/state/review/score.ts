import type { Body } from "../../wire/http.ts";

export type Share = Body<"TrackerShare">;
export const LOW_COVERAGE = 0.8; // under it the tracker's word is worth less, and is printed in red

export interface ScoreRows {
  charged: Share[]; // on and weighed, the dearest first
  hints: Share[]; // on, weight 0
  unavailable: Share[];
  off: Share[];
  most: number; // the largest loss, for the length of the bars
  lost: number;
}

export const weightOf = (score: Body<"Score"> | undefined, tracker: string): number =>
  score?.trackers.find((t) => t.tracker === tracker)?.weight ?? 0;

export const isLow = (share: Share, observed: number): boolean => observed > 0 && share.coverage < LOW_COVERAGE;

/** How the score came about, in the order in which it is read. */
export function scoreRows(score: Body<"Score">): ScoreRows {
  const on = score.trackers.filter((t) => t.on);
  const able = on.filter((t) => t.available);
  const charged = able.filter((t) => t.weight > 0).sort((a, b) => b.loss - a.loss || b.share - a.share);
  return {
    charged,
    hints: able.filter((t) => t.weight === 0),
    unavailable: on.filter((t) => !t.available),
    off: score.trackers.filter((t) => !t.on),
    most: Math.max(0, ...charged.map((t) => t.loss)),
    lost: charged.reduce((sum, t) => sum + t.loss, 0),
  };
}

/** "good", "warn" or "bad": at the threshold of review, and half-way above it. */
export function scoreTone(credibility: number, reviewBelow: number): "good" | "warn" | "bad" {
  if (credibility < reviewBelow) return "bad";
  return credibility < (reviewBelow + 100) / 2 ? "warn" : "good";
}
