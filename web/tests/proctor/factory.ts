import type { SessionPage, Violation } from "../../src/state/proctor/record.ts";
import type { AlertRaised, OpenViolation, StaffServerMessage, Tile } from "../../src/wire/messages.ts";

export const START = Date.parse("2026-03-02T09:00:00Z");
export const at = (seconds: number): number => START + seconds * 1000;
export const iso = (seconds: number): string => new Date(at(seconds)).toISOString();

export function tile(session: string, changes: Partial<Tile> = {}): Tile {
  return {
    session, exam: "e", exam_title: "Statistics", student: `Student ${session}`, email: `${session}@example.org`, state: "running", proctor: "p", online: true,
    offline_since_ms: null, credibility: 100, rating: null, open_violations: [], alerts: 0, help: null, help_text: "",
    help_at_ms: null, unread_chat: 0, sources: ["camera", "screen"], unavailable: [], without: [], level: 0, waiting_ms: 0,
    started_at_ms: START, ends_at_ms: at(5400), ...changes,
  };
}

export const open = (id: string, changes: Partial<OpenViolation> = {}): OpenViolation => ({
  id, tracker: "several_faces", started_at_ms: at(10), severity: "serious", alerted: true, ...changes,
});

export function raised(id: string, changes: Partial<AlertRaised> = {}): AlertRaised {
  return {
    type: "alert_raised", id, session: "a", student: "Student a", tracker: "several_faces", started_at_ms: at(10),
    raised_at_ms: at(13), severity: "serious", violation: `v-${id}`, ...changes,
  };
}

export function violation(id: string, changes: Partial<Violation> = {}): Violation {
  return {
    id, tracker: "several_faces", code: "c4", severity: "serious", started_at: iso(10), ended_at: iso(20), raised_at: iso(13),
    peak: 1, coverage: 1, seconds: 10, detail: {}, snapshots: [], dismissed: null, confirmed: null, ...changes,
  };
}

export function page(changes: Partial<SessionPage> = {}): SessionPage {
  return {
    session: {
      id: "a", exam: "e", exam_title: "Statistics", student: "s", student_name: "Student a", student_email: "a@example.org",
      proctor: "p", proctor_name: "Petra", state: "running", credibility: 97, rating: null, violations: 0, for_review: false,
      conclusion: null, started_at: iso(0), finished_at: null, online: true, link: null, ends_at: null, extra_min: 0, sealed: false,
    },
    settings: {}, accommodations: [], without: {}, consent: null, violations: [], events: [], chat: [], outages: [], gaps: [],
    score: { credibility: 97, observed_s: 60, trackers: [], dismissed: 0, minutes: [] }, conclusion: null, report: "none",
    server_at: iso(60), ends_at: iso(5400), ...changes,
  };
}

export const said = (id: string, text = "Hello", role = "student"): StaffServerMessage => ({
  type: "chat_said", id, session: "a", at_ms: at(30), author: role === "student" ? "Student a" : "Petra", role, text,
});
