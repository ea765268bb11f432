/** What stands in the way during the exam and must be dealt with first. */

import type { Devices } from "./devices.ts";
import type { Warning } from "./warnings.ts";

export type Prompt =
  | { kind: "warning"; warning: Warning }
  | { kind: "screen" | "inputs" | "fullscreen" }; // prettier-ignore

export interface Facts {
  warning: Warning | null;
  missing: Devices["missing"]["value"];
  problems: Devices["problems"]["value"];
  prompting: boolean;
  /** Another device is being opened in the place of one that was lost. */
  recovering: boolean;
  leftFullscreen: boolean;
}

export function promptOf({ warning, missing, problems, prompting, recovering, leftFullscreen }: Facts): Prompt | null {
  if (warning) return { kind: "warning", warning };
  if (missing.includes("screen")) return { kind: "screen" };
  // The first moment after a reload, in which the browser opens them without a word, is no news.
  const known = missing.some((device) => problems[device]);
  if (missing.length && !recovering && (known || !prompting)) return { kind: "inputs" };
  return leftFullscreen && !prompting ? { kind: "fullscreen" } : null;
}
