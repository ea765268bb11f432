import type { AlertRaised } from "../../wire/messages.ts";
import catalogue from "../../wire/catalogue.json";

export type Severity = AlertRaised["severity"];

const BY_TRACKER = new Map(
  catalogue.trackers.map((t) => [t.name, t.defaults.weight > 0 ? (t.severity as Severity) : ("hint" as const)]),
);

/** How grave the catalogue holds a tracker to be, a hint if it weighs nothing; what it does not know is serious. */
export const severityOf = (tracker: string): Severity => BY_TRACKER.get(tracker) ?? "serious";
