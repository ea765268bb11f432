import type { Mark } from "../../state/proctor/timeline.ts";
import { timeOfDaySeconds } from "../../ui/time.ts";
import { proctor as w } from "../../words/proctor.en.ts";
import { trackerName } from "../../words/trackers.en.ts";
import { eventName, length } from "../describe.ts";

/** Lanes that belong to no tracker. */
export const EVENTS = "events";
export const OUTAGES = "outages";

type Severity = keyof typeof w.rail.severity;

const isViolation = (mark: Mark): boolean => mark.tone in w.rail.severity;
const isPoint = (mark: Mark): boolean => mark.from === mark.to && !mark.open;

function nameOf(mark: Mark): string {
  if (mark.tone === "lost") return w.timeline.outage;
  return isViolation(mark) ? `${trackerName(mark.kind)} · ${w.rail.severity[mark.tone as Severity]}` : eventName(mark.kind);
}

function timeOf(mark: Mark): string {
  const from = timeOfDaySeconds(mark.from);
  if (isPoint(mark)) return from;
  return w.timeline.range(from, length(mark.to - mark.from)) + (mark.open ? `, ${w.timeline.going}` : "");
}

/** What a mark is, line by line. */
export const linesOf = (mark: Mark): string[] => [nameOf(mark), timeOf(mark), mark.text].filter(Boolean);
