import { useSignal } from "@preact/signals";
import type { Violation } from "../../state/proctor/record.ts";
import { isFind } from "../../state/review/violations.ts";
import { FacePair } from "../../staff/faces/FacePair.tsx";
import { Similar } from "../../staff/faces/Similar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { timeOfDaySeconds } from "../../ui/time.ts";
import type { Body } from "../../wire/http.ts";
import { detailText } from "../../words/details.en.ts";
import { proctor as w } from "../../words/proctor.en.ts";
import { trackerName } from "../../words/trackers.en.ts";
import { SEVERITY_SIGN } from "../bits.tsx";
import { length } from "../describe.ts";
import { Icon } from "../icons.tsx";
import type { PartProps } from "./parts.ts";
import css from "./violations.module.css";

type Shot = Body<"SnapshotInfo">;

const textOf = (shot: Shot): string => w.violations.snapshot(w.sources[shot.source].toLowerCase(), timeOfDaySeconds(shot.at));

function Snapshot({ shot, address }: { shot: Shot; address: string }) {
  const large = useSignal(false);
  const close = () => {
    large.value = false;
  };
  return (
    <>
      <button type="button" class={css.shot} title={textOf(shot)} onClick={() => { large.value = true; }}>
        <img src={address} alt={textOf(shot)} loading="lazy" />
      </button>
      {large.value && (
        <Dialog title={textOf(shot)} wide onClose={close} actions={<Button onClick={close}>{w.violations.close}</Button>}>
          <img class={css.whole} src={address} alt={textOf(shot)} />
        </Dialog>
      )}
    </>
  );
}

function lastedOf(v: Violation): string {
  return v.ended_at === null ? w.rail.now : w.rail.lasted(length(Date.parse(v.ended_at) - Date.parse(v.started_at)));
}

/** What became of it, or how long it lasted; a find that waits for a person has no length. */
function stateOf(v: Violation): string {
  const said = v.dismissed ? w.violations.dismissed : v.confirmed ? w.violations.confirmed : isFind(v) ? "" : lastedOf(v);
  return said && ` · ${said}`;
}

const FRESH_MS = 60_000; // a picture that has not come by then does not come any more

const awaits = (v: Violation, now: number): boolean => v.snapshots.length === 0 && now - Date.parse(v.raised_at) < FRESH_MS;

function Entry({ v, session, now }: { v: Violation; session: string; now: number }) {
  const said = detailText(v.tracker, v.detail);
  const address = (shot: Shot) => `/api/sessions/${encodeURIComponent(session)}/snapshots/${shot.id}`;
  return (
    <li class={`${css.violation} ${css[v.severity]} ${v.dismissed ? css.dismissed : ""}`}>
      <Icon sign={SEVERITY_SIGN[v.severity]} size={18} />
      <div class={css.what}>
        <strong><span class="visually-hidden">{w.rail.severity[v.severity]}: </span>{trackerName(v.tracker)}</strong>
        {said && <span>{said}</span>}
        <span>{timeOfDaySeconds(v.started_at)}{stateOf(v)}</span>
        {v.snapshots.length > 0 && <div class={css.shots}>{v.snapshots.map((s) => <Snapshot key={s.id} shot={s} address={address(s)} />)}</div>}
        <FacePair session={session} violation={v} />
        <Similar session={session} violation={v} />
        {awaits(v, now) && <em>{w.violations.missing}</em>}
      </div>
    </li>
  );
}

/** All that was raised in this session, the newest first, with the pictures taken at that moment. */
export function Violations({ board, focus }: PartProps) {
  const all = [...(focus.page.value?.violations ?? [])].sort((a, b) => Date.parse(b.started_at) - Date.parse(a.started_at));
  if (!all.length) return <p class={css.none}>{w.violations.none}</p>;
  return (
    <ul class={css.list} aria-label={w.panels.violations} tabIndex={0}>
      {all.map((v) => <Entry key={v.id} v={v} session={focus.session} now={board.now.value} />)}
    </ul>
  );
}
