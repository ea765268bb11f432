/** The requests of the organizer's pages, each by its name. All throw `Refusal`. */

import { ask, type Body, query, sendBytes } from "../../wire/http.ts";
import type { PageOf } from "./load.ts";

type Exam = Body<"Exam">;
type Person = Body<"Person">;
type Template = Body<"Template">;
type Csv = (body: Body<"CsvIn">) => Promise<Body<"CsvOut">>;

export const catalogue = () => ask<Body<"Catalogue">>("GET", "/api/catalogue");

export const templates = () => ask<PageOf<Template>>("GET", "/api/templates");
export const addTemplate = (body: Body<"TemplateIn">) => ask<Template>("POST", "/api/templates", body);
export const changeTemplate = (id: string, body: Body<"TemplateIn">) => ask<Template>("PUT", `/api/templates/${id}`, body);
/** Archives, or restores what is archived. */
export const archiveTemplate = (id: string) => ask<Template>("POST", `/api/templates/${id}/archive`);

export const people = (role: string, q: string, after: string | null) =>
  ask<PageOf<Person>>("GET", `/api/people${query({ role, q, after })}`);
export const addPerson = (body: Body<"PersonIn">) => ask<Person>("POST", "/api/people", body);
export const changePerson = (id: string, body: Partial<Body<"PersonChange">>) => ask<Person>("PATCH", `/api/people/${id}`, body);
export const accommodations = (id: string) => ask<Body<"Accommodation">[]>("GET", `/api/people/${id}/accommodations`);
export const saveAccommodations = (id: string, body: Body<"AccommodationsIn">) =>
  ask<Body<"Accommodation">[]>("PUT", `/api/people/${id}/accommodations`, body);
export const forgetTyping = (id: string) => ask<null>("DELETE", `/api/people/${id}/typing`);
/** The text of a file; `encoding` empty: the likeliest one. */
export const readFileText = (bytes: ArrayBuffer, encoding: string) =>
  sendBytes<Body<"FileText">>(`/api/people/csv/text${query({ encoding })}`, bytes);
export const peopleCsv: Csv = (body) => ask("POST", "/api/people/csv", body);

export const exams = (after: string | null) => ask<PageOf<Exam>>("GET", `/api/exams${query({ after })}`);
export const exam = (id: string) => ask<Exam>("GET", `/api/exams/${id}`);
export const addExam = (body: Body<"ExamIn">) => ask<Exam>("POST", "/api/exams", body);
export const changeExam = (id: string, body: Body<"ExamChange">) => ask<Exam>("PUT", `/api/exams/${id}`, body);

export const addToRoster = (id: string, students: string[]) =>
  ask<Body<"RosterOut">>("POST", `/api/exams/${id}/roster`, { students });
export const rosterCsv = (id: string): Csv => (body) => ask("POST", `/api/exams/${id}/roster/csv`, body);
export const removeFromRoster = (id: string, session: string) =>
  ask<undefined>("DELETE", `/api/exams/${id}/roster/${session}`);
/** `sessions` null: of all who have not begun; `inside`: also of those who have. */
export const renewLinks = (id: string, body: Body<"LinksIn">) => ask<Body<"LinksOut">>("POST", `/api/exams/${id}/links`, body);
export const withdrawLinks = (id: string, sessions: string[]) =>
  ask<Body<"LinksOut">>("POST", `/api/exams/${id}/links/withdraw`, { sessions });
export const share = (id: string, body: Body<"ShareIn">) => ask<Body<"ShareOut">>("POST", `/api/exams/${id}/share`, body);
export const assign = (id: string, body: Body<"AssignIn">) => ask<undefined>("POST", `/api/exams/${id}/assign`, body);

export interface SessionFilter {
  exam: string;
  state: string;
  q: string;
  for_review: boolean;
}
export const sessions = (filter: Partial<SessionFilter>, after: string | null) =>
  ask<PageOf<Body<"SessionRow">>>(
    "GET",
    `/api/sessions${query({ ...filter, for_review: filter.for_review || null, after })}`,
  );

export const audit = (session: string, action: string, after: string | null) =>
  ask<PageOf<Body<"AuditRow">>>("GET", `/api/audit${query({ session, action, after })}`);
