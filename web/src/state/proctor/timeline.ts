/** The session so far as lanes of marks; pure. Instants in ms since the epoch, server clock. */

import type { Tile } from "../../wire/messages.ts";
import { deviceText } from "../../words/devices.en.ts";
import type { SessionPage, Violation } from "./record.ts";

export interface Span {
  from: number;
  to: number;
}

export interface Mark extends Span {
  id: string;
  tone: "serious" | "minor" | "hint" | "lost" | "event" | "talk";
  open: boolean;
  kind: string; // tracker, or kind of event
  text: string;
}

export interface Lane {
  tracker: string;
  marks: Mark[];
}

const MINUTE = 60_000;

export type SpanName = "ten" | "hour" | "all";
export const LAST_MS: Record<SpanName, number | null> = { ten: 10 * MINUTE, hour: 60 * MINUTE, all: null };
const SHORTEST_MS = 2 * MINUTE;

/** What the timeline shows: the last minutes, or everything since the start. */
export function windowOf(startedMs: number | null, now: number, lastMs: number | null): Span {
  const since = startedMs ?? now - SHORTEST_MS;
  const from = lastMs === null ? since : Math.max(since, now - lastMs);
  return { from: Math.min(from, now - SHORTEST_MS), to: now };
}

export const percent = (at: number, span: Span): number =>
  Math.min(100, Math.max(0, ((at - span.from) / (span.to - span.from)) * 100));

export const inside = (mark: Span, span: Span): boolean => mark.to >= span.from && mark.from <= span.to;

function markOf(v: Violation, now: number): Mark {
  const to = v.ended_at === null ? now : Date.parse(v.ended_at);
  return { id: v.id, from: Date.parse(v.started_at), to, tone: v.severity, open: v.ended_at === null, kind: v.tracker, text: "" };
}

/** The trackers of this exam, in the catalogue's order, each with its violations. */
export function trackerLanes(page: SessionPage, trackers: readonly string[], now: number): Lane[] {
  const counted = page.violations.filter((v) => !v.dismissed);
  const names = [...trackers, ...new Set(counted.map((v) => v.tracker).filter((t) => !trackers.includes(t)))];
  return names.map((tracker) => ({ tracker, marks: counted.filter((v) => v.tracker === tracker).map((v) => markOf(v, now)) }));
}

/** First the trackers that have raised something, so that nothing of weight is below the edge. */
export const busyFirst = (lanes: readonly Lane[]): Lane[] =>
  [...lanes.filter((l) => l.marks.length > 0), ...lanes.filter((l) => l.marks.length === 0)];

/** Lost lines, the present one included. */
export function outageMarks(page: SessionPage, tile: Tile | undefined, now: number): Mark[] {
  const lost = page.outages.map((o) => ({ from: Date.parse(o.from_at), to: o.to_at === null ? now : Date.parse(o.to_at) }));
  const since = tile?.offline_since_ms;
  if (since && !lost.some((o) => o.to >= now - 1)) lost.push({ from: since, to: now });
  return lost.map((o) => ({ ...o, id: `lost-${o.from}`, tone: "lost", open: o.to >= now, kind: "outage", text: "" }));
}

const TALK = new Set(["help_called", "help_answered", "help_cancelled", "warned"]);

function said(data: Record<string, unknown>): string {
  const device = deviceText(data);
  if (device) return device;
  const text = data["text"] ?? data["reason"] ?? data["comment"];
  return typeof text === "string" ? text : "";
}

/** Events and chat as points. */
export function eventMarks(page: SessionPage): Mark[] {
  const events = page.events.map((e): Mark => {
    const at = Date.parse(e.at);
    return { id: `event-${e.id}`, from: at, to: at, tone: TALK.has(e.kind) ? "talk" : "event", open: false, kind: e.kind, text: said(e.data) };
  });
  const chat = page.chat.map((c): Mark => {
    const at = Date.parse(c.at);
    return { id: `chat-${c.id}`, from: at, to: at, tone: "talk", open: false, kind: "chat", text: `${c.author}: ${c.text}` };
  });
  return [...events, ...chat].sort((a, b) => a.from - b.from);
}

const STEPS_MIN = [1, 2, 5, 10, 15, 30, 60, 120];

/** Whole minutes to write under the timeline, at most `most` of them. */
export function ticks(span: Span, most: number): number[] {
  const step = (STEPS_MIN.find((m) => (span.to - span.from) / (m * MINUTE) <= most) ?? 240) * MINUTE;
  const first = Math.ceil(span.from / step) * step;
  const all: number[] = [];
  for (let at = first; at <= span.to; at += step) all.push(at);
  return all;
}
