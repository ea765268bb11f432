/** Who needs a proctor's eyes first; pure. */

import type { Tile } from "../../wire/messages.ts";
import type { Severity } from "./alerts.ts";

/** From the most urgent to the least. */
export const NEEDS = ["help", "serious", "alert", "offline", "warn", "calm", "before", "over"] as const;
export type Need = (typeof NEEDS)[number];

export interface Known {
  unseen: ReadonlyMap<string, number>; // alerts not looked at, by session
  unread: (tile: Tile) => number; // chat messages not read
}

export const LATE_MS = 15_000; // evidence older than this in the student's outbox is worth a word

const OVER = new Set(["finished", "terminated", "expired", "concluded"]);

export const isOver = (tile: Pick<Tile, "state">): boolean => OVER.has(tile.state);
export const isRunning = (tile: Pick<Tile, "state">): boolean => tile.state === "running";
export const isOffline = (tile: Pick<Tile, "state" | "online">): boolean => isRunning(tile) && !tile.online;

export function needOf(tile: Tile, known: Known): Need {
  const open = (severity: Severity) => tile.open_violations.some((v) => v.severity === severity);
  if (isOver(tile)) return "over";
  if (tile.help) return "help";
  if (open("serious")) return "serious";
  if (known.unseen.get(tile.session)) return "alert";
  if (isOffline(tile)) return "offline";
  if (open("minor") || tile.waiting_ms > LATE_MS || known.unread(tile) > 0) return "warn";
  return isRunning(tile) ? "calm" : "before";
}

export const needsAttention = (need: Need): boolean => NEEDS.indexOf(need) < NEEDS.indexOf("calm");

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function compare(a: Tile, b: Tile, needs: ReadonlyMap<string, Need>): number {
  const rank = (t: Tile) => NEEDS.indexOf(needs.get(t.session) ?? "calm");
  const urgency = rank(a) - rank(b);
  if (urgency) return urgency;
  if (a.help && b.help) return (a.help_at_ms ?? 0) - (b.help_at_ms ?? 0);
  return byName.compare(a.student, b.student) || a.session.localeCompare(b.session);
}

/** The sessions in the order they should stand in. Within one need they stand by name, so that each has its place. */
export function orderOf(tiles: Iterable<Tile>, needs: ReadonlyMap<string, Need>): string[] {
  return [...tiles].sort((a, b) => compare(a, b, needs)).map((t) => t.session);
}

/** The order to show: while it is held nobody moves, the new ones come last and only those leave that do not exist any more. */
export function arranged(
  shown: readonly string[], wanted: readonly string[], held: boolean, exists: (id: string) => boolean,
): string[] {
  if (!held) return [...wanted];
  const before = new Set(shown);
  return [...shown.filter(exists), ...wanted.filter((id) => !before.has(id))];
}

export const sameOrder = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i]);

export type Filter = "all" | "attention" | "online";

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** Every word of the search is somewhere in the name or the exam's title; accents do not matter. */
export function matches(tile: Tile, search: string): boolean {
  const text = plain(`${tile.student} ${tile.exam_title}`);
  return plain(search).split(/\s+/).every((word) => text.includes(word));
}

export function passes(tile: Tile, need: Need, filter: Filter, search: string): boolean {
  const kind = filter === "all" || (filter === "online" ? tile.online : needsAttention(need));
  return kind && (!search || matches(tile, search));
}

/** Unanswered calls, the oldest first. */
export function callsOf(tiles: Iterable<Tile>): Tile[] {
  return [...tiles].filter((t) => t.help && !isOver(t)).sort((a, b) => (a.help_at_ms ?? 0) - (b.help_at_ms ?? 0));
}

/** Long enough to answer; short enough that nobody waits for a minute behind a sound that was missed. */
const RING_AGAIN_MS = 20_000;

/** Is it time to ring for the calls that nobody has answered? */
export const ringsAgain = (calls: number, rangAt: number, now: number): boolean => calls > 0 && now - rangAt >= RING_AGAIN_MS;
