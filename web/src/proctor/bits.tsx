import type { Board } from "../state/proctor/board.ts";
import { isRunning, LATE_MS } from "../state/proctor/order.ts";
import type { Severity } from "../state/proctor/alerts.ts";
import type { OpenViolation, Tile } from "../wire/messages.ts";
import { withoutText } from "../words/devices.en.ts";
import { proctor as w } from "../words/proctor.en.ts";
import { trackerName, trackerShort } from "../words/trackers.en.ts";
import css from "./bits.module.css";
import { LEVEL_SIGN, length, levelOf, points } from "./describe.ts";
import { Icon, type Sign } from "./icons.tsx";

/** The score as a number with its own shape per level: colour alone would not do. */
export function Credibility({ value, large }: { value: number | null; large?: boolean }) {
  if (value === null) return <span class={css.score} title={w.credibilityNone}>–</span>;
  const level = levelOf(value);
  const title = w.credibilityOf(points(value), w.level[level]);
  return (
    <span class={`${css.score} ${css[level]} ${large ? css.large : ""}`} title={title}>
      <Icon sign={LEVEL_SIGN[level]} size={large ? 16 : 10} />
      <span class="visually-hidden">{title}</span>
      <span aria-hidden="true">{points(value)}</span>
    </span>
  );
}

export const SEVERITY_SIGN: Record<Severity, Sign> = { serious: "serious", minor: "minor", hint: "hint" };

const GRAVE: Record<Severity, number> = { serious: 0, minor: 1, hint: 2 };

function Chip({ violation }: { violation: OpenViolation }) {
  const { severity } = violation;
  return (
    <span class={`${css.chip} ${css[severity]}`} title={trackerName(violation.tracker)}>
      <Icon sign={SEVERITY_SIGN[severity]} size={11} />
      {trackerShort(violation.tracker)}
    </span>
  );
}

const AT_MOST = 2;

/** What is going on now, the gravest first. */
export function ViolationChips({ tile, all }: { tile: Tile; all?: boolean }) {
  const open = [...tile.open_violations].sort(
    (a, b) => GRAVE[a.severity] - GRAVE[b.severity] || a.started_at_ms - b.started_at_ms,
  );
  if (!open.length) return null;
  const rest = all ? [] : open.slice(AT_MOST);
  const names = rest.map((v) => trackerName(v.tracker)).join(", ");
  return (
    <div class={css.chips}>
      {open.slice(0, all ? undefined : AT_MOST).map((v) => <Chip key={v.id} violation={v} />)}
      {rest.length > 0 && <span class={css.chip} title={w.moreViolations(names)}>{w.more(rest.length)}</span>}
    </div>
  );
}

function Mark({ sign, text, count, tone = "" }: { sign: Sign; text: string; count?: number | string; tone?: string }) {
  return (
    <span class={`${css.mark} ${tone}`} title={text} role="img" aria-label={text}>
      <Icon sign={sign} size={14} />
      {count !== undefined && <b>{count}</b>}
    </span>
  );
}

const SOURCES = ["camera", "screen"] as const;

function Sources({ tile }: { tile: Tile }) {
  if (!isRunning(tile)) return null;
  const all = tile.sources.includes("phone") ? [...SOURCES, "phone" as const] : SOURCES;
  return (
    <>
      {all.map((source) => {
        const on = tile.sources.includes(source);
        const name = w.sources[source];
        return <Mark key={source} sign={source} text={on ? w.live(name) : w.notLive(name)} tone={on ? css.lit : css.dead} />;
      })}
    </>
  );
}

function Quality({ tile }: { tile: Tile }) {
  const names = tile.unavailable.map(trackerName).join(", ");
  return (
    <>
      {tile.level > 0 && <Mark sign="slow" text={w.stepsDown(tile.level)} count={tile.level} tone={css.careful} />}
      {tile.waiting_ms > LATE_MS && <Mark sign="late" text={w.late(length(tile.waiting_ms))} tone={css.careful} />}
      {tile.without.map((source) => <Mark key={source} sign={source === "camera" ? "noCamera" : "mute"} text={withoutText(source, "")} tone={css.careful} />)}
      {tile.unavailable.length > 0 && <Mark sign="none" text={w.unavailable(names)} count={tile.unavailable.length} />}
      {tile.rating !== null && <Mark sign="star" text={w.rated(tile.rating)} count={tile.rating} />}
    </>
  );
}

/** The small signs of a session: what comes in, what is unread, what is not as it should be. */
export function Strip({ board, tile, row }: { board: Board; tile: Tile; row?: boolean }) {
  const unread = board.unread(tile);
  return (
    <div class={row ? css.row : css.strip}>
      <Sources tile={tile} />
      {unread > 0 && <Mark sign="chat" text={w.unread(unread)} count={unread} tone={css.unread} />}
      <Quality tile={tile} />
    </div>
  );
}
