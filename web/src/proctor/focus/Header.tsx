import { useEffect, useRef } from "preact/hooks";
import { Link } from "../../staff/router.ts";
import { isOffline } from "../../state/proctor/order.ts";
import { Badge } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { duration, timeOfDay } from "../../ui/time.ts";
import { times } from "../../words/times.en.ts";
import { proctor as w } from "../../words/proctor.en.ts";
import { Credibility, Strip } from "../bits.tsx";
import { stateName } from "../describe.ts";
import { Icon } from "../icons.tsx";
import { GRID, leftAlone } from "../moves.ts";
import { SoundSwitch } from "../Toolbar.tsx";
import css from "./header.module.css";
import { leaveFocus, step } from "./keys.ts";
import { Offline } from "./Offline.tsx";
import type { PartProps } from "./parts.ts";

function Ways({ board, focus }: PartProps) {
  const order = board.arranging.shown.value;
  const at = order.indexOf(focus.session);
  const back = (event: MouseEvent) => {
    if (leftAlone(event)) return;
    event.preventDefault();
    leaveFocus(board, focus.session);
  };
  return (
    <nav class={css.ways} aria-label={w.focus.ways}>
      <a class={css.back} href={GRID} onClick={back} title={`${w.focus.back} (Esc)`}><Icon sign="previous" size={14} /> {w.focus.back}</a>
      <Button small kind="quiet" label={w.focus.previous} title={`${w.focus.previous} (←)`} disabled={order.length < 2} onClick={() => step(board, focus.session, -1)}>
        <Icon sign="previous" />
      </Button>
      {at >= 0 && <span class={css.place}>{w.focus.place(at + 1, order.length)}</span>}
      <Button small kind="quiet" label={w.focus.next} title={`${w.focus.next} (→)`} disabled={order.length < 2} onClick={() => step(board, focus.session, 1)}>
        <Icon sign="next" />
      </Button>
    </nav>
  );
}

function Name({ subject }: PartProps) {
  const name = useRef<HTMLHeadingElement>(null);
  // The page changed without being loaded anew: a screen reader begins to read here.
  useEffect(() => name.current?.focus({ preventScroll: true }), []);
  return (
    <div class={css.who}>
      <h1 ref={name} tabIndex={-1}>{subject.student}</h1>
      <span>{subject.email} · {subject.exam}</span>
    </div>
  );
}

function State({ board, focus, subject }: PartProps) {
  const tile = board.tiles.value.get(focus.session);
  const offline = tile && isOffline(tile);
  const left = subject.endsMs === null || subject.over ? null : (subject.endsMs - board.now.value) / 1000;
  return (
    <div class={css.state}>
      {offline ? <Badge tone="warn"><Offline board={board} session={focus.session} /></Badge> : <Badge tone={subject.state === "running" ? "good" : "plain"}>{stateName(subject.state)}</Badge>}
      <span class={css.times}>
        {left !== null && <strong>{w.focus.timeLeft(duration(left))}</strong>}
        {subject.startedMs !== null && <span>{w.focus.started(timeOfDay(subject.startedMs))}</span>}
      </span>
    </div>
  );
}

function Others({ board, view }: PartProps) {
  const fresh = board.unseen.value;
  const calls = board.calls.value.length;
  return (
    <Button small kind="quiet" title={`${w.rail.title} (A)`} pressed={view.drawer.value} onClick={() => { view.drawer.value = !view.drawer.value; }}>
      <span class="visually-hidden">{w.rail.open(fresh, calls)}</span>
      <span class={css.alerts} aria-hidden="true">
        <Icon sign="serious" /> {w.rail.title} {fresh + calls > 0 && <b class={css.count}>{fresh + calls}</b>}
      </span>
    </Button>
  );
}

export function Header(props: PartProps) {
  const { board, focus, subject, view } = props;
  const tile = board.tiles.value.get(focus.session);
  return (
    <header class={css.header}>
      <Ways {...props} />
      <Name {...props} />
      <State {...props} />
      <Credibility value={subject.credibility} large />
      {tile && <Strip board={board} tile={tile} row />}
      <span class={css.end}>
        <Link to={`/staff/sessions/${encodeURIComponent(focus.session)}`} class={css.page}>{w.focus.sessionPage}</Link>
        {!subject.over && <Button small kind="quiet" onClick={() => { view.asking.value = "minutes"; }}>{times.add.act}</Button>}
        <Others {...props} />
        <SoundSwitch board={board} />
        <Button small kind="quiet" label={w.keys} title={`${w.keys} (?)`} onClick={() => { view.keys.value = true; }}><Icon sign="keys" /></Button>
      </span>
    </header>
  );
}
