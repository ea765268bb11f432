/** What an exam looks at, as the student is told before agreeing. Pure. */

import catalogue from "../../wire/catalogue.json";

/** Full screen is no source with an instrument of its own in the catalogue, but is asked for like one. */
const ASKED: Record<string, string> = { fullscreen: "fullscreen" };

/** Those that are on and have something to look at, in the catalogue's order. */
export function lookedAt(trackers: Record<string, unknown>, sources: Record<string, boolean>): string[] {
  const isThere = (needs: string) => needs === "page" || needs === "server" || !!sources[needs];
  return catalogue.trackers
    .filter(({ name, needs }) => name in trackers && isThere(ASKED[name] ?? needs))
    .map(({ name }) => name);
}
