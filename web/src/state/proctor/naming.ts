/** Two students of one name are told apart wherever a name stands; pure. */

import type { Tile } from "../../wire/messages.ts";

const key = (tile: Tile): string => tile.student.normalize("NFC").toLowerCase();
const short = (tile: Tile): string => tile.email.split("@", 1)[0] ?? "";

/** What tells each of them apart: what stands before the @, unless that is the same, too. */
function apart(twins: readonly Tile[]): Tile[] {
  const different = new Set(twins.map(short)).size === twins.length;
  return twins.map((tile) => ({ ...tile, student: `${tile.student} (${different ? short(tile) : tile.email})` }));
}

/** The tiles, with names that nobody else here has. Two sittings of one person are one name. */
export function toldApart(tiles: ReadonlyMap<string, Tile>): ReadonlyMap<string, Tile> {
  const byName = new Map<string, Tile[]>();
  for (const tile of tiles.values()) byName.set(key(tile), [...(byName.get(key(tile)) ?? []), tile]);
  const twins = [...byName.values()].filter((found) => new Set(found.map((t) => t.email)).size > 1);
  if (!twins.length) return tiles;
  const all = new Map(tiles);
  for (const tile of twins.flatMap(apart)) all.set(tile.session, tile);
  return all;
}
