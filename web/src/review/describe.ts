import type { Reason } from "../state/review/reasons.ts";
import type { Showing } from "../state/review/reel.ts";
import type { Source, Stretch } from "../state/review/spans.ts";
import { type Mark, momentOf } from "../state/review/timeline.ts";
import { duration, timeOfDaySeconds, withZone } from "../ui/time.ts";
import type { Body } from "../wire/http.ts";
import { review as words } from "../words/review.en.ts";
import { trackerName } from "../words/trackers.en.ts";
import { deviceText } from "../words/devices.en.ts";

export const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** Points with one digit where it says something: 0, 0.3, 12.4. */
export const points = (n: number): string => (n === 0 ? "0" : n < 0.05 ? "<0.1" : n.toFixed(1));

/** Short stretches in seconds, longer ones as a clock. */
export function length(ms: number): string {
  const s = ms / 1000;
  if (s < 60) return `${s < 10 ? s.toFixed(1).replace(".0", "") : Math.round(s)} s`;
  return duration(s);
}

export const rangeText = ({ from, to }: Stretch): string =>
  words.range(timeOfDaySeconds(from), timeOfDaySeconds(to), length(to - from));

export interface Said {
  title: string;
  more: string;
}

/** What lies over a picture that shows nothing; null while there is one. */
export function saidOver(showing: Showing | undefined, reason: (hole: Stretch) => Reason): Said | null {
  if (!showing || showing.kind === "picture" || showing.kind === "loading") return null;
  if (showing.kind === "undecodable") return { title: words.undecodable, more: words.undecodableMore(showing.mime) };
  if (showing.kind === "failed") return { title: words.notFetched, more: `${showing.message} ${words.notFetchedMore}` };
  const { from, to } = showing.hole;
  const kind = showing.kind === "damaged" ? "damaged" : reason(showing.hole).kind;
  return { title: words.reason[kind](timeOfDaySeconds(from), timeOfDaySeconds(to)), more: words.reasonMore[kind] };
}

export const eventName = (kind: string): string => words.event[kind] ?? kind.replace(/_/g, " ");

/** What an event says in its own words, if anything. */
export function eventText(event: Body<"Event">): string {
  const { data } = event;
  const device = deviceText(data);
  if (device) return device;
  const said = [data["text"], data["reason"], data["comment"]].find((v) => typeof v === "string" && v !== "");
  const parts: string[] = [];
  if (typeof data["rating"] === "number") parts.push(words.rating(data["rating"]));
  if (typeof data["minutes"] === "number") {
    parts.push((event.kind === "reopened" ? words.minutesFromThen : words.minutesMoved)(data["minutes"]));
  }
  if (typeof data["clicked_at"] === "string") parts.push(words.clicked(withZone(timeOfDaySeconds(data["clicked_at"]))));
  if (typeof data["tracker"] === "string") parts.push(trackerName(data["tracker"]));
  if (data["decision"] === "accepted" || data["decision"] === "rejected") parts.push(words[data["decision"]]);
  if (Array.isArray(data["failed"])) parts.push(words.notPassed(data["failed"].join(", ")));
  if (typeof said === "string") parts.push(said);
  return parts.join(": ");
}

export const sourceName = (source: string): string => words.source[source as Source] ?? source;

function aboutMark({ about }: Mark): string {
  if (about.kind === "violation") return trackerName(about.violation.tracker);
  if (about.kind === "outage") return words.outage;
  if (about.kind === "gap") return words.gap;
  if (about.kind === "hole") return words.missing(sourceName(about.source));
  if (about.kind === "chat") return `${about.message.author}: ${about.message.text}`;
  const text = eventText(about.event);
  return text ? `${eventName(about.event.kind)}: ${text}` : eventName(about.event.kind);
}

function whenMark(mark: Mark): string {
  if (mark.about.kind === "event") return timeOfDaySeconds(momentOf(mark.about.event));
  return mark.to > mark.from ? rangeText(mark) : timeOfDaySeconds(mark.from);
}

/** What and when, for the sign beside the pointer. */
export function saidOfMark(mark: Mark): string[] {
  const lines = [aboutMark(mark), whenMark(mark)];
  if (mark.about.kind === "violation") {
    const v = mark.about.violation;
    lines.push(`${words.severity[v.severity]}, ${words.peak(percent(v.peak))}, ${words.coverage(percent(v.coverage))}`);
    if (v.confirmed) lines.push(words.confirmed(v.confirmed.by, timeOfDaySeconds(v.confirmed.at)));
    if (v.dismissed) lines.push(words.dismissed(v.dismissed.by, timeOfDaySeconds(v.dismissed.at)));
  }
  return lines;
}
