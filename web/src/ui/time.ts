/** Times for reading, in the reader's own zone and manner. */

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const clockSeconds = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const whole = new Intl.DateTimeFormat(undefined, {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
});

const wholeSeconds = new Intl.DateTimeFormat(undefined, {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

type Instant = string | number | Date;

export const timeOfDay = (at: Instant): string => clock.format(new Date(at));
export const timeOfDaySeconds = (at: Instant): string => clockSeconds.format(new Date(at));
export const date = (at: Instant): string => day.format(new Date(at));
export const dateTimeSeconds = (at: Instant): string => wholeSeconds.format(new Date(at));
/** "Europe/Berlin" */
export const zoneName = (): string => wholeSeconds.resolvedOptions().timeZone;
/** For a time that somebody else may read in another zone, or a reader who has travelled. */
export const withZone = (time: string): string => `${time} (${zoneName()})`;
export const dateTime = (at: Instant): string => whole.format(new Date(at));

/** 75 -> "1:15", 3675 -> "1:01:15". Seconds, never negative. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, "0");
  const minutes = Math.floor(s / 60) % 60;
  const hours = Math.floor(s / 3600);
  return hours ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
}
