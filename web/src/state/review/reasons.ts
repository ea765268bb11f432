import type { Body } from "../../wire/http.ts";
import type { Bounds, Source, Stretch } from "./spans.ts";

/** Why there is nothing to see. */
export type ReasonKind = "over" | "line_lost" | "camera_off" | "share_off" | "phone_off" | "not_begun" | "ended" | "not_yet" | "nothing";

export interface Reason extends Stretch {
  kind: ReasonKind;
}

export interface Facts {
  outages: readonly Body<"Outage">[];
  gaps: readonly Body<"Gap">[];
  violations: readonly Body<"Violation">[];
}

const OFF: Record<Source, { tracker: string; kind: ReasonKind }> = {
  camera: { tracker: "camera", kind: "camera_off" },
  screen: { tracker: "screen_share", kind: "share_off" },
  phone: { tracker: "phone_camera", kind: "phone_off" },
};
const COVERS = 0.5; // share of the hole that a cause must cover to be named
const TOUCH_MS = 3000;

const instant = (at: string | null): number => (at ? Date.parse(at) : Infinity);

function share(hole: Stretch, from: number, to: number): number {
  const common = Math.min(hole.to, to + TOUCH_MS) - Math.max(hole.from, from - TOUCH_MS);
  return common / Math.max(1, hole.to - hole.from);
}

function byFacts(hole: Stretch, source: Source, facts: Facts): ReasonKind | null {
  if (facts.gaps.some((gap) => share(hole, instant(gap.from_at), instant(gap.to_at)) >= COVERS)) return "over";
  const off = OFF[source];
  const seenOff = facts.violations.some(
    (v) => v.tracker === off.tracker && share(hole, instant(v.started_at), instant(v.ended_at)) >= COVERS,
  );
  if (seenOff) return off.kind;
  const lost = facts.outages.some((o) => share(hole, instant(o.from_at), instant(o.to_at)) >= COVERS);
  return lost ? "line_lost" : null;
}

/** What is known about a hole: a tracker saw the source off, the line was lost, or it simply lies at an end. */
export function reasonOf(hole: Stretch, source: Source, facts: Facts, bounds: Bounds): Reason {
  const known = byFacts(hole, source, facts);
  if (known) return { ...hole, kind: known };
  if (hole.from <= bounds.from) return { ...hole, kind: "not_begun" };
  if (hole.to < bounds.limit) return { ...hole, kind: "nothing" };
  return { ...hole, kind: bounds.live ? "not_yet" : "ended" };
}
