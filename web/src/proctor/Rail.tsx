import { useComputed } from "@preact/signals";
import { go } from "../staff/router.ts";
import type { Alert } from "../state/proctor/alerts.ts";
import type { Board } from "../state/proctor/board.ts";
import { Button } from "../ui/Button.tsx";
import { timeOfDaySeconds } from "../ui/time.ts";
import type { Tile } from "../wire/messages.ts";
import { proctor as w } from "../words/proctor.en.ts";
import { trackerName } from "../words/trackers.en.ts";
import { SEVERITY_SIGN } from "./bits.tsx";
import { length, since } from "./describe.ts";
import { Icon } from "./icons.tsx";
import { answerCall, focusPath, leftAlone } from "./moves.ts";
import css from "./rail.module.css";

export function CallCard({ board, tile }: { board: Board; tile: Tile }) {
  const answering = board.talking.answering.value.has(tile.help ?? "");
  return (
    <li class={css.call}>
      <Icon sign="hand" size={20} />
      <div class={css.what}>
        <strong>{tile.student}</strong>
        <span>{tile.help_text || w.rail.noWords}</span>
      </div>
      <span class={css.when} aria-live="off">{since(tile.help_at_ms ?? board.now.value, board.now.value)}</span>
      <Button small kind="primary" busy={answering} label={w.answerFor(tile.student)} onClick={() => answerCall(board, tile)}>
        {answering ? w.answering : w.answer}
      </Button>
    </li>
  );
}

function state(alert: Alert): string {
  if (alert.late) return w.rail.late;
  if (alert.violation === null) return "";
  return alert.endedAtMs === null ? w.rail.now : w.rail.lasted(length(alert.endedAtMs - alert.startedAtMs));
}

function Row({ board, alert }: { board: Board; alert: Alert }) {
  const open = (event: MouseEvent) => {
    board.see((a) => a.id === alert.id);
    if (leftAlone(event)) return;
    event.preventDefault();
    go(focusPath(alert.session));
  };
  const student = board.tiles.value.get(alert.session)?.student ?? alert.student;
  const going = alert.violation !== null && alert.endedAtMs === null;
  return (
    <li>
      <a class={`${css.alert} ${css[alert.severity]} ${alert.seen ? css.seen : ""}`} href={focusPath(alert.session)} onClick={open} title={w.rail.show(student)}>
        <Icon sign={SEVERITY_SIGN[alert.severity]} size={18} />
        <span class="visually-hidden">{w.rail.severity[alert.severity]}:</span>
        <span class={css.what}>
          <strong>{trackerName(alert.tracker)}</strong>
          <span>{student}</span>
        </span>
        <span class={css.when}>
          {timeOfDaySeconds(alert.raisedAtMs)}
          <em class={going ? css.going : ""}>{state(alert)}</em>
        </span>
        {!alert.seen && <span class={css.dot}><span class="visually-hidden">{w.rail.unseen}</span></span>}
      </a>
    </li>
  );
}

/** What was raised, the newest first; calls stay on top until somebody answers. */
export function Rail({ board, onClose }: { board: Board; onClose?: () => void }) {
  const calls = board.calls.value;
  const alerts = board.alerts.value;
  const fresh = useComputed(() => board.unseen.value).value;
  return (
    <aside class={`${css.rail} ${onClose ? css.drawer : ""}`} aria-label={w.rail.title}>
      <header class={css.head}>
        <h2>{w.rail.title}</h2>
        {fresh > 0 && <span class={css.count}>{w.rail.new(fresh)}</span>}
        {fresh > 0 && <Button small kind="quiet" onClick={() => board.see(() => true)}>{w.rail.seeAll}</Button>}
        {onClose && <Button small kind="quiet" label={w.rail.hide} onClick={onClose}><Icon sign="close" /></Button>}
      </header>
      {calls.length > 0 && (
        <ul class={css.calls} aria-label={w.calls} aria-live="assertive">
          {calls.map((tile) => <CallCard key={tile.help} board={board} tile={tile} />)}
        </ul>
      )}
      {alerts.length === 0 && <p class={css.none}><strong>{w.rail.none}</strong>{w.rail.noneHint}</p>}
      {/* Focusable, because what scrolls must be reachable by keyboard also when it holds nothing to press. */}
      {alerts.length > 0 && <ul class={css.alerts}>{alerts.map((alert) => <Row key={alert.id} board={board} alert={alert} />)}</ul>}
    </aside>
  );
}
