/** The person's form and its bodies. */

import type { Body, FieldError } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";

type Person = Body<"Person">;
export type Role = Person["roles"][number];
export const ROLES: readonly Role[] = ["organizer", "proctor", "examiner", "student"];
const PASSWORD_LEAST = 10; // as the server has it

export interface PersonForm {
  name: string;
  email: string;
  roles: Role[];
  password: string;
}

export const newPersonForm = (role: Role): PersonForm => ({ name: "", email: "", roles: [role], password: "" });

export const personForm = (person: Person): PersonForm => ({
  name: person.name, email: person.email, roles: person.roles, password: "",
});

export const isStaff = (roles: readonly Role[]): boolean => roles.some((role) => role !== "student");

function passwordFaults(form: PersonForm, fresh: boolean): FieldError[] {
  const fault = (message: string): FieldError[] => [{ where: "password", message }];
  if (form.password && form.password.length < PASSWORD_LEAST) return fault(w.person.faults.short(PASSWORD_LEAST));
  return fresh && !form.password && isStaff(form.roles) ? fault(w.person.faults.password) : [];
}

export function personFaults(form: PersonForm, fresh: boolean): FieldError[] {
  const faults: FieldError[] = [];
  if (!form.name.trim()) faults.push({ where: "name", message: w.person.faults.name });
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(form.email.trim())) {
    faults.push({ where: "email", message: w.person.faults.email });
  }
  if (!form.roles.length) faults.push({ where: "roles", message: w.person.faults.roles });
  return [...faults, ...passwordFaults(form, fresh)];
}

export const personBody = (form: PersonForm): Body<"PersonIn"> => ({
  name: form.name.trim(), email: form.email.trim(), roles: form.roles, password: form.password || null,
});

/** Only what changed. */
export type Change = Partial<Body<"PersonChange">>;

export function personChange(form: PersonForm, saved: Person): Change {
  const change: Change = {};
  if (form.name.trim() !== saved.name) change.name = form.name.trim();
  if (form.email.trim().toLowerCase() !== saved.email) change.email = form.email.trim();
  if (form.roles.join() !== saved.roles.join()) change.roles = form.roles;
  if (form.password) change.password = form.password;
  return change;
}
