/** When the recorder steps down and up again. Pure: time comes in. */

import { LEVELS } from "./encoding.ts";

export interface Pace {
  level: number;
  changedMs: number;
  /** Since when all has been well. */
  calmMs: number;
  /** How long it must be well before the next step up; longer each time a step up was too much. */
  holdMs: number;
  /** Since when chunks have been too late; null while they are not. */
  behindMs: number | null;
  /** The last step was one up. */
  rising: boolean;
}

export interface Look {
  now: number;
  /** Since when the line has been up; null while it is down. */
  onlineMs: number | null;
  /** Age of the oldest chunk that was cut while the line was up and is not acknowledged. */
  lagMs: number;
  /** Acknowledgements keep coming: the line is thin, not dead. */
  moving: boolean;
  /** Neither line nor disk: everything is kept in memory. */
  cornered: boolean;
}

const LAG_MS = 3000;
/** As long as it takes to catch up after a stall of some 8 s, which is no reason to step down. */
const BEHIND_MS = 5000;
const CALM_LAG_MS = 1500;
const STEP_MS = 8000;
/** After an outage the newest segment comes first and holds up what is cut meanwhile. */
const GRACE_MS = 15_000;
const HOLD_MS = 30_000;
const LONGEST_HOLD_MS = 300_000;
const TOO_SOON_MS = 60_000;

export function newPace(now: number): Pace {
  return { level: 0, changedMs: now, calmMs: now, holdMs: HOLD_MS, behindMs: null, rising: false };
}

export function paceAfter(before: Pace, look: Look): Pace {
  const { now } = look;
  const late = look.moving && look.onlineMs !== null && now - look.onlineMs > GRACE_MS && look.lagMs > LAG_MS;
  const pace = { ...before, behindMs: late ? (before.behindMs ?? now) : null };
  const behind = pace.behindMs !== null && now - pace.behindMs >= BEHIND_MS;
  if (behind || look.cornered) return down(pace, now);
  if (look.onlineMs === null || look.lagMs > CALM_LAG_MS) return { ...pace, calmMs: now };
  return pace.level > 0 && now - pace.calmMs > pace.holdMs ? up(pace, now) : pace;
}

function up(pace: Pace, now: number): Pace {
  return { ...pace, level: pace.level - 1, changedMs: now, calmMs: now, rising: true };
}

function down(pace: Pace, now: number): Pace {
  if (pace.level >= LEVELS - 1 || now - pace.changedMs < STEP_MS) return { ...pace, calmMs: now };
  const tooMuch = pace.rising && now - pace.changedMs < TOO_SOON_MS;
  const holdMs = tooMuch ? Math.min(pace.holdMs * 2, LONGEST_HOLD_MS) : pace.holdMs;
  return { ...pace, level: pace.level + 1, changedMs: now, calmMs: now, holdMs, rising: false };
}
