/** A session's page as fetched, kept up with what the socket tells since; pure. */

import type { Body } from "../../wire/http.ts";
import type { AlertRaised, OpenViolation, SnapshotTaken, StaffServerMessage, Tile } from "../../wire/messages.ts";
import type { Severity } from "./alerts.ts";

export type SessionPage = Body<"SessionPage">;
export type Violation = Body<"Violation">;

const iso = (ms: number): string => new Date(ms).toISOString();

interface Found {
  id: string;
  tracker: string;
  severity: Severity;
  startedAtMs: number;
  raisedAtMs: number;
  detail: Record<string, unknown>;
}

function withViolation(page: SessionPage, found: Found): SessionPage {
  if (page.violations.some((v) => v.id === found.id)) return page;
  const violation: Violation = {
    id: found.id, tracker: found.tracker, code: "", severity: found.severity, started_at: iso(found.startedAtMs),
    ended_at: null, raised_at: iso(found.raisedAtMs), peak: 1, coverage: 1, seconds: 0, detail: found.detail,
    snapshots: [], dismissed: null, confirmed: null,
  };
  return { ...page, violations: [...page.violations, violation] };
}

const fromAlert = (a: AlertRaised): Found => ({
  id: a.violation ?? a.id, tracker: a.tracker, severity: a.severity, startedAtMs: a.started_at_ms, raisedAtMs: a.raised_at_ms,
  detail: a.detail ?? {},
});

const fromTile = (v: OpenViolation): Found => ({
  id: v.id, tracker: v.tracker, severity: v.severity, startedAtMs: v.started_at_ms, raisedAtMs: v.started_at_ms,
  detail: v.detail ?? {},
});

/** Some violations raise no alert of their own; the tile knows of every open one. */
const withTile = (page: SessionPage, tile: Tile): SessionPage =>
  tile.open_violations.reduce((p, v) => withViolation(p, fromTile(v)), page);

function withSnapshot(page: SessionPage, taken: SnapshotTaken): SessionPage {
  const snapshot = { id: taken.id, source: taken.source, at: iso(taken.at_ms) };
  const violations = page.violations.map((v) =>
    v.id === taken.violation && !v.snapshots.some((s) => s.id === taken.id) ? { ...v, snapshots: [...v.snapshots, snapshot] } : v,
  );
  return { ...page, violations };
}

export function withEvent(page: SessionPage, event: Body<"Event">): SessionPage {
  if (page.events.some((e) => e.id === event.id)) return page;
  return { ...page, events: [...page.events, event] };
}

function ended(page: SessionPage, id: string, atMs: number): SessionPage {
  return { ...page, violations: page.violations.map((v) => (v.id === id ? { ...v, ended_at: iso(atMs) } : v)) };
}

/** The page after one message; the same page when the message is not about it. */
export function followed(page: SessionPage, message: StaffServerMessage): SessionPage {
  const session = message.type === "tile_changed" ? message.tile.session : "session" in message ? message.session : null;
  if (session !== page.session.id) return page;
  switch (message.type) {
    case "alert_raised": return message.violation ? withViolation(page, fromAlert(message)) : page;
    case "tile_changed": return withTile(page, message.tile);
    case "violation_closed": return ended(page, message.id, message.ended_at_ms);
    case "snapshot_taken": return withSnapshot(page, message);
    case "event_seen": {
      const { id, at_ms, kind, actor, data } = message;
      return withEvent(page, { id, at: iso(at_ms), kind, actor, data });
    }
    case "chat_said": {
      if (page.chat.some((c) => c.id === message.id)) return page;
      const { id, at_ms, author, role, text } = message;
      return { ...page, chat: [...page.chat, { id, at: iso(at_ms), author, role, text }] };
    }
    case "session_moved": {
      const session = { ...page.session, state: message.state as SessionPage["session"]["state"] };
      return { ...page, session, ends_at: message.ends_at_ms ? iso(message.ends_at_ms) : page.ends_at };
    }
    default: return page;
  }
}
