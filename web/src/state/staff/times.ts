/** The session's clock, as staff may move it: what is typed, and the requests. */

import { ask, type Body } from "../../wire/http.ts";
import { newId } from "../../wire/ids.ts";

export const EXTENSION_MOST_MIN = 480;
export const REOPEN_MOST_MIN = 1440;
const MINUTE_MS = 60_000;

/** Whole minutes in bounds, or null. */
export function minutesIn(text: string, most: number): number | null {
  const plain = text.trim();
  const minutes = /^\d{1,5}$/.test(plain) ? Number(plain) : 0;
  return minutes >= 1 && minutes <= most ? minutes : null;
}

type Ended = Pick<Body<"SessionRow">, "ends_at" | "finished_at">;

/** What was left when it ended, whole minutes; 0 where the time was over. */
export function minutesLeft({ ends_at, finished_at }: Ended): number {
  if (!ends_at || !finished_at) return 0;
  return Math.max(0, Math.ceil((Date.parse(ends_at) - Date.parse(finished_at)) / MINUTE_MS));
}

export const extendSession = (id: string, body: Body<"ExtendIn">) =>
  ask<Body<"Extended">>("POST", `/api/sessions/${encodeURIComponent(id)}/extend`, body);
export const takeBack = (id: string, body: Body<"ExtendIn">) =>
  ask<Body<"TakenBack">>("POST", `/api/sessions/${encodeURIComponent(id)}/extend/back`, body);
export const extendExam = (id: string, body: Body<"ExtendSomeIn">) => ask<Body<"Extended">>("POST", `/api/exams/${id}/extend`, body);
export const reopenSession = (id: string, body: Body<"ReopenIn">) =>
  ask<Body<"SessionRow">>("POST", `/api/sessions/${encodeURIComponent(id)}/reopen`, body);
export const previewExam = (id: string, body: Body<"PreviewIn">) => ask<Body<"Effect">>("POST", `/api/exams/${id}/preview`, body);

/** One name for one wish: sent again after a lost line, it counts once. */
export const newRequest = newId;
