/** b1: a required interface is missing, the browser is too old, changed or driven by a program, or a second tab. */

import { type Asked, tracker } from "../tracker";

const CHECK_EVERY_MS = 60_000;
const SECOND_TAB_AFTER_MS = 3000;

/** Safari records from 14.1 on (14.0 is told by what it lacks); the page itself works from 12 on. */
const SAFARI_RECORDS = 14;
const SAFARI = /\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari/;

/** The oldest browsers the student's page is built for. */
const FLOOR: readonly (readonly [pattern: RegExp, oldest: number])[] = [
  [/\bEdge\/(\d+)/, 79],
  [/\bEdg(?:A|iOS)?\/(\d+)/, 79],
  [/\bOPR\/(\d+)/, 59],
  [/\bFirefox\/(\d+)/, 66],
  [/\bChrom(?:e|ium)\/(\d+)/, 72],
  [SAFARI, 12],
];

/** Without sound, pictures will do where the template lets them. */
export function mustRecord({ camera, microphone, screen, stills }: Partial<Asked>): boolean {
  return stills && (camera || screen) ? false : !!(camera || microphone || screen);
}

/** @param records whether the template asks for anything to be recorded */
export function belowFloor(userAgent: string, records: boolean): boolean {
  for (const [pattern, oldest] of FLOOR) {
    const version = pattern.exec(userAgent)?.[1];
    const isSafari = pattern === SAFARI;
    if (version) return Number(version) < (isSafari && records ? SAFARI_RECORDS : oldest);
  }
  return false; // an unknown name proves nothing; missing interfaces do
}

/** The browser without its version, so that an update in the middle of an exam is no change. */
export const browserName = (userAgent: string, platform: string) => `${userAgent.replace(/[\d._]+/g, "")}|${platform}`;

export interface EnvironmentFacts {
  missing: string[];
  tooOld: boolean;
  automated: boolean;
  changed: boolean;
}

export function reasonOf(facts: EnvironmentFacts, secondTabMs: number | null): string | null {
  if (facts.missing.length > 0) return "missing_interface";
  if (facts.tooOld) return "old_browser";
  if (facts.automated) return "automation";
  if (facts.changed) return "browser_changed";
  return secondTabMs !== null && secondTabMs >= SECOND_TAB_AFTER_MS ? "second_tab" : null;
}

export function missingInterfaces(required: Asked, page: Window & typeof globalThis): string[] {
  const devices = page.navigator.mediaDevices as Partial<MediaDevices> | undefined;
  const has: Record<string, boolean> = {
    WebSocket: "WebSocket" in page,
    IndexedDB: "indexedDB" in page,
    MediaRecorder: "MediaRecorder" in page || !mustRecord(required),
    getUserMedia: !!devices?.getUserMedia || !(required.camera || required.microphone),
    getDisplayMedia: !!devices?.getDisplayMedia || !required.screen,
  };
  return Object.keys(has).filter((name) => !has[name]);
}

function changedWithinSession(page: Window): boolean {
  const key = `fairseat.browser:${page.location.pathname}`;
  const name = browserName(page.navigator.userAgent, page.navigator.platform);
  try {
    const before = page.sessionStorage.getItem(key);
    if (before === null) page.sessionStorage.setItem(key, name);
    return before !== null && before !== name;
  } catch {
    return false; // storage is switched off: nothing to compare with
  }
}

const readFacts = (required: Asked): EnvironmentFacts => ({
  missing: missingInterfaces(required, window),
  tooOld: belowFloor(navigator.userAgent, mustRecord(required)),
  automated: navigator.webdriver === true,
  changed: changedWithinSession(window),
});

export const environment = tracker({
  name: "environment",
  parameters: {},
  canRun: () => true,
  watch(_parameters, around) {
    let facts: EnvironmentFacts | null = null;
    let checkedAt = Number.NEGATIVE_INFINITY;
    let reason: string | null = null;
    return {
      moment({ at_ms }) {
        if (!facts || at_ms - checkedAt >= CHECK_EVERY_MS || at_ms < checkedAt) {
          facts = readFacts(around.required);
          checkedAt = at_ms;
        }
        reason = reasonOf(facts, around.secondTabSince === null ? null : at_ms - around.secondTabSince);
        return reason !== null;
      },
      detail: () => (reason === "missing_interface" ? { reason, missing: facts?.missing } : { reason }),
    };
  },
});
