/** Instants as `datetime-local` fields show them: in the reader's zone, to the minute. */

const two = (n: number): string => String(n).padStart(2, "0");

/** "2026-11-24T08:00:00Z" -> "2026-11-24T09:00" in Berlin. */
export function localOf(instant: string): string {
  const at = new Date(instant);
  const day = `${String(at.getFullYear()).padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant of a local time, ISO 8601 in UTC; null when the text is no time. */
export function instantOf(local: string): string | null {
  if (!/^\d{4,}-\d\d-\d\dT\d\d:\d\d/.test(local)) return null;
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** A time the clocks jump over in spring: typed, it would silently become another one. */
export function skipped(local: string): boolean {
  const instant = instantOf(local);
  return instant !== null && localOf(instant) !== local.slice(0, 16);
}

/** Keeps the seconds of a saved instant that the field cannot show, as long as the field was not changed. */
export function instantKept(local: string, saved: string | null): string | null {
  return saved && localOf(saved) === local ? saved : instantOf(local);
}

/** The next full hour after `now`, moved by whole hours. */
export function fullHour(now: Date, plus: number): string {
  const at = new Date(now);
  at.setHours(at.getHours() + 1 + plus, 0, 0, 0);
  return localOf(at.toISOString());
}
