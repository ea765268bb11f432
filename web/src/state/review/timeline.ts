import type { Body } from "../../wire/http.ts";
import type { Bounds, Source, Stretch, Track } from "./spans.ts";
import { beginOf, endOf, type Violation } from "./violations.ts";

export type Tone = "hint" | "minor" | "serious" | "dismissed" | "lost" | "chat" | "note" | "warning" | "move";

export interface Mark extends Stretch {
  id: string;
  tone: Tone;
  about:
    | { kind: "violation"; violation: Violation }
    | { kind: "outage"; outage: Body<"Outage"> }
    | { kind: "gap" }
    | { kind: "hole"; source: Source; hole: Stretch }
    | { kind: "chat"; message: Body<"ChatMessage"> }
    | { kind: "event"; event: Body<"Event"> };
}

export interface Lane {
  id: string;
  tracker: string | null; // null: a lane of its own kind, named by its id
  marks: Mark[];
}

/** A moment that a comment is about lies in its data; other events lie where they happened. */
export function momentOf(event: Body<"Event">): number {
  const about = event.data["at_ms"];
  return typeof about === "number" ? about : Date.parse(event.at);
}

const TONES: Record<string, Tone> = { warned: "warning", comment: "note", rated: "note", page_silent: "warning", help_called: "warning" };
/** What happens to the session again and again while it is looked at afterwards is no part of the sitting. */
const AFTERWARDS = new Set(["violation_dismissed", "violation_restored", "violation_confirmed", "concluded"]);
const within = (at: number, bounds: Bounds): boolean => at >= bounds.from && at <= bounds.to;

function violationMark(v: Violation, now: number): Mark {
  const tone = v.dismissed ? "dismissed" : v.severity;
  return { id: v.id, from: beginOf(v), to: endOf(v, now), tone, about: { kind: "violation", violation: v } };
}

/** A lane for each tracker that has any, the gravest first. */
function violationLanes(violations: readonly Violation[], now: number): Lane[] {
  const lanes = new Map<string, Mark[]>();
  for (const v of violations) lanes.set(v.tracker, [...(lanes.get(v.tracker) ?? []), violationMark(v, now)]);
  const grave = (marks: Mark[]) => (marks.some((m) => m.tone === "serious") ? 0 : marks.some((m) => m.tone === "minor") ? 1 : 2);
  return [...lanes]
    .map(([tracker, marks]) => ({ id: `tracker-${tracker}`, tracker, marks }))
    .sort((a, b) => grave(a.marks) - grave(b.marks) || (a.marks[0]?.from ?? 0) - (b.marks[0]?.from ?? 0));
}

/** Over before it was reopened: no evidence is missing there. */
function gapMarks(gaps: readonly Body<"Gap">[], now: number): Mark[] {
  return gaps.map(({ from_at, to_at }) => ({
    id: `gap-${from_at}`, from: Date.parse(from_at), to: to_at ? Date.parse(to_at) : now, tone: "dismissed", about: { kind: "gap" },
  }));
}

function outageMarks({ outages, gaps }: Pick<Material, "outages" | "gaps">, tracks: readonly Track[], now: number): Mark[] {
  const lost: Mark[] = outages.map((outage) => ({
    id: `outage-${outage.from_at}`,
    from: Date.parse(outage.from_at),
    to: outage.to_at ? Date.parse(outage.to_at) : now,
    tone: "lost",
    about: { kind: "outage", outage },
  }));
  const marks = [...lost, ...gapMarks(gaps, now)];
  const known = (hole: Stretch) => marks.some((m) => m.from - 3000 <= hole.from && hole.to <= m.to + 3000);
  const holes = tracks.flatMap(({ source, holes }) => holes.filter((h) => !known(h)).map((hole) => ({ source, hole })));
  const more: Mark[] = holes.map(({ source, hole }) => ({
    id: `hole-${source}-${hole.from}`, ...hole, tone: "lost", about: { kind: "hole", source, hole },
  }));
  return [...marks, ...more].sort((a, b) => a.from - b.from);
}

function chatMarks(chat: readonly Body<"ChatMessage">[], bounds: Bounds): Mark[] {
  return chat.map((message) => ({ message, at: Date.parse(message.at) }))
    .filter(({ at }) => within(at, bounds))
    .map(({ message, at }) => ({ id: `chat-${message.id}`, from: at, to: at, tone: "chat", about: { kind: "chat", message } }));
}

function eventMarks(events: readonly Body<"Event">[], bounds: Bounds): Mark[] {
  return events.map((event) => ({ event, at: momentOf(event) }))
    .filter(({ event, at }) => within(at, bounds) && !AFTERWARDS.has(event.kind))
    .map(({ event, at }) => ({
      id: `event-${event.id}`, from: at, to: at, tone: TONES[event.kind] ?? "move", about: { kind: "event", event },
    }));
}

type Material = Pick<Body<"SessionPage">, "violations" | "outages" | "gaps" | "chat" | "events">;

export function lanesOf(page: Material, tracks: readonly Track[], bounds: Bounds): Lane[] {
  const rest: Lane[] = [
    { id: "outages", tracker: null, marks: outageMarks(page, tracks, bounds.to) },
    { id: "chat", tracker: null, marks: chatMarks(page.chat, bounds) },
    { id: "events", tracker: null, marks: eventMarks(page.events, bounds) },
  ];
  return [...violationLanes(page.violations, bounds.to), ...rest.filter((lane) => lane.marks.length)];
}

/** Where a moment lies between the bounds, in percent. */
export function percentOf(at: number, bounds: Stretch): number {
  const length = bounds.to - bounds.from;
  return length > 0 ? Math.min(100, Math.max(0, ((at - bounds.from) / length) * 100)) : 0;
}

const STEPS_S = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];
const TICK_PX = 76; // room for a time with seconds

/** Ticks at even distances of wall-clock time that leave room for their labels. */
export function ticksOf(bounds: Stretch, width: number): { every: number; at: number[] } {
  const length = Math.max(1, bounds.to - bounds.from);
  const least = (TICK_PX / Math.max(1, width)) * (length / 1000);
  const every = (STEPS_S.find((s) => s >= least) ?? 3600) * 1000;
  const at: number[] = [];
  for (let t = Math.ceil(bounds.from / every) * every; t <= bounds.to; t += every) at.push(t);
  return { every, at };
}

export const WIDEST = 64;

/** The next zoom: at most so far that a screen shows about a minute. */
export function zoomed(zoom: number, by: number, bounds: Stretch): number {
  const most = Math.max(1, Math.min(WIDEST, (bounds.to - bounds.from) / 60_000));
  return Math.min(most, Math.max(1, zoom * by));
}

/** The scroll position after a zoom that leaves the point at `x` (from the left of the visible part) where it is. */
export function keptScroll(scroll: number, x: number, before: number, after: number): number {
  return Math.max(0, ((scroll + x) * after) / before - x);
}

/** Scroll so that the playhead is seen; null when it is. */
export function followScroll(head: number, scroll: number, visible: number): number | null {
  if (head >= scroll && head <= scroll + visible * 0.92) return null;
  return Math.max(0, head - visible * 0.15);
}
