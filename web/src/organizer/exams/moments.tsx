import { phaseOf, type Phase } from "../../state/organizer/exam.ts";
import { Badge, type Tone } from "../../ui/bits.tsx";
import { date, dateTime, timeOfDay } from "../../ui/time.ts";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";

type Window = Pick<Body<"Exam">, "opens_at" | "closes_at">;

const TONES: Record<Phase, Tone> = { upcoming: "brand", open: "good", over: "plain" };

export function PhaseBadge({ exam }: { exam: Window }) {
  const phase = phaseOf(exam, Date.now());
  return <Badge tone={TONES[phase]}>{w.exams.phases[phase]}</Badge>;
}

/** "24 Nov 2026, 09:00 – 11:00", with the second day only where there is one. */
export function windowText({ opens_at, closes_at }: Window): string {
  const sameDay = date(opens_at) === date(closes_at);
  return `${dateTime(opens_at)} – ${sameDay ? timeOfDay(closes_at) : dateTime(closes_at)}`;
}

/** How long until it opens or closes; empty when it is over. */
export function untilText(exam: Window, now: number): string {
  const phase = phaseOf(exam, now);
  if (phase === "over") return "";
  const minutes = Math.ceil((Date.parse(phase === "upcoming" ? exam.opens_at : exam.closes_at) - now) / 60_000);
  const text = w.exam.span(Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60);
  return phase === "upcoming" ? w.exam.opensIn(text) : w.exam.closesIn(text);
}
