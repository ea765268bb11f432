import type { AlertRaised } from "../../wire/messages.ts";
import catalogue from "../../wire/catalogue.json";

export type Severity = AlertRaised["severity"];

const BY_TRACKER = new Map(catalogue.trackers.map((t) => [t.name, t.severity as Severity]));

/** How grave the catalogue holds a tracker to be; what it does not know (a silent page) is serious. */
export const severityOf = (tracker: string): Severity => BY_TRACKER.get(tracker) ?? "serious";
