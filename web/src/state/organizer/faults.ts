/** What a server said no to, in the shapes the pages show. */

import { type FieldError, Refusal } from "../../wire/http.ts";

/** A refusal as a value; anything else is a bug and goes on. */
export function refusalOf(fault: unknown): Refusal {
  if (fault instanceof Refusal) return fault;
  throw fault;
}

/** Is it worth asking again by itself? */
export const passes = (fault: Refusal): boolean => fault.code === "unreachable" || fault.status >= 500;

/** The place of an error as the forms name it: "body.title" and "body → title" are "title". */
export function placeOf(error: FieldError): string {
  return error.where.replace(/\s*(→|->|,\s)\s*/g, ".").replace(/^body\.?/, "");
}

export function errorAt(errors: readonly FieldError[], place: string): string | undefined {
  return errors.find((error) => placeOf(error) === place)?.message;
}

/** Errors that no field of the form shows. */
export function homeless(errors: readonly FieldError[], shown: (place: string) => boolean): FieldError[] {
  return errors.filter((error) => !shown(placeOf(error)));
}

export const without = (errors: readonly FieldError[], place: string): FieldError[] =>
  errors.filter((error) => !(placeOf(error) === place || placeOf(error).startsWith(`${place}.`)));
