/** The alerts of one proctor, newest first; pure. */

import type { AlertRaised, Tile } from "../../wire/messages.ts";

export type Severity = AlertRaised["severity"];

export interface Alert {
  id: string;
  session: string;
  student: string;
  tracker: string;
  severity: Severity;
  violation: string | null;
  startedAtMs: number;
  raisedAtMs: number;
  endedAtMs: number | null;
  late: boolean;
  seen: boolean;
}

const KEEP = 200;

export function alertOf(raised: AlertRaised): Alert {
  return {
    id: raised.id, session: raised.session, student: raised.student, tracker: raised.tracker, severity: raised.severity,
    violation: raised.violation, startedAtMs: raised.started_at_ms, raisedAtMs: raised.raised_at_ms, endedAtMs: null,
    late: raised.late ?? false, seen: false,
  };
}

const newestFirst = (a: Alert, b: Alert): number => b.raisedAtMs - a.raisedAtMs || a.id.localeCompare(b.id);

/** One violation is one alert, whether it was told as such or is only seen to go on after a reload. */
const same = (a: Alert, b: Alert): boolean => a.id === b.id || (a.violation !== null && a.violation === b.violation);

/** Adds what is new. An alert that is known stays as it is: told again after a lost line, it is no news. */
export function merged(alerts: readonly Alert[], more: readonly Alert[]): Alert[] {
  const fresh = more.filter((a, i) => !alerts.some((b) => same(a, b)) && more.findIndex((b) => same(a, b)) === i);
  return fresh.length ? [...alerts, ...fresh].sort(newestFirst).slice(0, KEEP) : [...alerts];
}

export function closed(alerts: readonly Alert[], violation: string, endedAtMs: number): Alert[] {
  return alerts.map((a) => (a.violation === violation && a.endedAtMs === null ? { ...a, endedAtMs } : a));
}

/** The alerts for which `which` holds have been looked at. The same array when nothing changed. */
export function looked(alerts: readonly Alert[], which: (alert: Alert) => boolean): readonly Alert[] {
  if (!alerts.some((a) => !a.seen && which(a))) return alerts;
  return alerts.map((a) => (!a.seen && which(a) ? { ...a, seen: true } : a));
}

/** After a reload: the violations that are still open stand for the alerts they were; some were none. */
export function alertsOfTile(tile: Tile): Alert[] {
  return tile.open_violations
    .filter((v) => v.alerted)
    .map((v) => ({
      id: v.id, session: tile.session, student: tile.student, tracker: v.tracker, severity: v.severity,
      violation: v.id, startedAtMs: v.started_at_ms, raisedAtMs: v.started_at_ms, endedAtMs: null, late: false, seen: false,
    }));
}

/** Agrees the alerts with the whole board as the server tells it at the opening of the line. */
export function reconciled(alerts: readonly Alert[], tiles: readonly Tile[], nowMs: number): Alert[] {
  const open = new Map(tiles.map((t) => [t.session, new Set(t.open_violations.map((v) => v.id))]));
  const mine = alerts
    .filter((a) => open.has(a.session))
    .map((a) => (a.violation && a.endedAtMs === null && !open.get(a.session)?.has(a.violation) ? { ...a, endedAtMs: nowMs } : a));
  return merged(mine, tiles.flatMap(alertsOfTile));
}

export const unseen = (alerts: readonly Alert[]): number => alerts.filter((a) => !a.seen).length;

export function unseenBySession(alerts: readonly Alert[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const a of alerts) if (!a.seen) counts.set(a.session, (counts.get(a.session) ?? 0) + 1);
  return counts;
}
