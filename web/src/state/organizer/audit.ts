/** An entry of the audit log as a row of small facts; the words for them come from outside. */

export type Value = unknown;
export interface Fact {
  field: string;
  value: Value;
}
export interface Change {
  /** Path of the field, e.g. ["trackers", "voices", "weight"]. */
  path: string[];
  before: Value;
  after: Value;
}

/** Ids say nothing to a reader; the names beside them do. */
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

export const isInstant = (value: Value): value is string =>
  typeof value === "string" && INSTANT.test(value) && !Number.isNaN(Date.parse(value));

/** What stands among the changes is not told twice. */
export function factsOf(detail: Record<string, Value>): Fact[] {
  const changed = changesOf(detail).map(({ path }) => path.join("."));
  const tells = (field: string, value: Value): boolean =>
    field !== "changes" && !changed.includes(field) && value !== "" && !(typeof value === "string" && ID.test(value));
  return Object.entries(detail)
    .filter(([field, value]) => tells(field, value))
    .map(([field, value]) => ({ field, value }));
}

/** What an older entry, or one of a newer server, brings under `changes` in another shape is left out. */
export function changesOf(detail: Record<string, Value>): Change[] {
  const { changes } = detail;
  if (typeof changes !== "object" || changes === null) return [];
  return Object.entries(changes)
    .filter((entry): entry is [string, [Value, Value]] => Array.isArray(entry[1]) && entry[1].length === 2)
    .map(([path, [before, after]]) => ({ path: path.split(".").filter((part) => part !== "settings"), before, after }));
}
