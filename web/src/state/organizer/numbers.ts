/** Numbers as they are typed: text until they are sent, so that a half-typed one survives. */

import type { FieldError } from "../../wire/http.ts";

export interface Range {
  least: number;
  most: number;
  whole?: boolean;
}

/** The number in a text, point or comma; null when there is none. */
export function numberOf(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  return Number(plain);
}

/** Without the digits that binary fractions add: 0.07 * 100 is 7. */
export const clean = (value: number): number => Number(value.toPrecision(12));

export const shown = (value: number, scale = 1): string => String(clean(value * scale));

export const kept = (text: string, scale = 1): number => clean((numberOf(text) ?? Number.NaN) / scale);

export type Complaint = "number" | "whole" | "range";

export function complaintOf(text: string, range: Range): Complaint | null {
  const value = numberOf(text);
  if (value === null) return "number";
  if (range.whole && !Number.isInteger(value)) return "whole";
  return value < range.least || value > range.most ? "range" : null;
}

/** The error of a typed number at its place, or none. `say` puts the complaint into words. */
export function numberFault(
  where: string, text: string, range: Range, say: (complaint: Complaint, range: Range) => string,
): FieldError[] {
  const complaint = complaintOf(text, range);
  return complaint ? [{ where, message: say(complaint, range) }] : [];
}
