/** Picking rows of a table: one, a stretch with Shift, all that are shown. */

export type Picked = ReadonlySet<string>;

export function picked(set: Picked, ids: readonly string[], on: boolean): Picked {
  const next = new Set(set);
  for (const id of ids) on ? next.add(id) : next.delete(id);
  return next;
}

/** The ids between two, both included, in the order shown; only `to` when `from` is not there. */
export function stretch(shown: readonly string[], from: string | null, to: string): string[] {
  const [a, b] = [from === null ? -1 : shown.indexOf(from), shown.indexOf(to)];
  return a < 0 || b < 0 ? [to] : shown.slice(Math.min(a, b), Math.max(a, b) + 1);
}

export function allPicked(set: Picked, shown: readonly string[]): boolean | "some" {
  const count = shown.filter((id) => set.has(id)).length;
  if (count === 0) return false;
  return count === shown.length ? true : "some";
}

/** Every word of the search is in the text, without regard to case and accents. */
export function matches(text: string, search: string): boolean {
  const whole = plain(text);
  return plain(search).split(/\s+/).every((part) => whole.includes(part));
}

const plain = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
