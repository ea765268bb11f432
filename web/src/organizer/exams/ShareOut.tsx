import { useState } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import { complaintOf, numberOf } from "../../state/organizer/numbers.ts";
import { allPicked, matches, type Picked, picked } from "../../state/organizer/pick.ts";
import { loadAfter, loadsOf, type Preview, previewOf } from "../../state/organizer/share.ts";
import { Notice } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/Form.tsx";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { useAct } from "../parts/act.ts";
import { Confirm } from "../parts/Confirm.tsx";
import { Choice, SearchBox } from "../parts/inputs.tsx";
import { Panel } from "../parts/Page.tsx";
import { tellWithUndo } from "./assigning.ts";
import { type Desk, type Exam, isWhole, type Row } from "./desk.ts";
import css from "./exams.module.css";
import { LoadBar, LoadKeys } from "./LoadBar.tsx";

type Person = Body<"Person">;
const p = w.proctors;
const AT_MOST = { least: 1, most: 500, whole: true };
const SEARCH_FROM = 8; // proctors from which a search helps

interface Plan {
  chosen: Picked;
  atMost: string;
  keep: boolean;
}

const FIRST: Plan = { chosen: new Set(), atMost: "30", keep: true };

interface PickProps {
  proctors: readonly Person[];
  rows: readonly Row[];
  plan: Plan;
  preview: Preview | null;
  set: (patch: Partial<Plan>) => void;
}

function PickProctors({ proctors, rows, plan, preview, set }: PickProps) {
  const [q, setQ] = useState("");
  const shown = proctors.filter((person) => matches(`${person.name} ${person.email}`, q));
  const ids = shown.map((person) => person.id);
  const loads = loadsOf(rows);
  const pick = (list: string[], on: boolean) => set({ chosen: picked(plan.chosen, list, on) });
  const limit = numberOf(plan.atMost) ?? 0;
  const scale = Math.max(limit, 1, ...loads.values());
  return (
    <div>
      {proctors.length >= SEARCH_FROM && <SearchBox label={p.search} value={q} onInput={setQ} />}
      <Choice label={`${w.common.pickAll} (${shown.length})`} checked={allPicked(plan.chosen, ids) === true} onInput={(on) => pick(ids, on)} />
      <div class={css.list} role="group" aria-label={p.choose}>
        {shown.map(({ id, name }) => (
          <label key={id} class={css.line}>
            <input type="checkbox" checked={plan.chosen.has(id)} onChange={(e) => pick([id], e.currentTarget.checked)} />
            <span class={css.lineText}>{name}</span>
            <LoadBar name={name} now={loads.get(id) ?? 0} after={preview && loadAfter(preview, rows, id, plan.keep)} scale={scale} />
          </label>
        ))}
      </div>
      <LoadKeys />
    </div>
  );
}

function PreviewText({ plan, preview, open }: { plan: Plan; preview: Preview | null; open: number }) {
  if (!open) return <Notice tone="good">{p.nothing}</Notice>;
  if (!plan.chosen.size) return <Notice>{p.chooseSome}</Notice>;
  if (!preview) return null;
  const { assigned, unassigned } = preview;
  const atMost = numberOf(plan.atMost) ?? 1;
  return (
    <Notice tone={unassigned ? "warn" : "good"}>
      <p>{p.would(assigned, unassigned)}</p>
      {unassigned > 0 && <p>{p.needMore(Math.ceil(unassigned / atMost), atMost)}</p>}
    </Notice>
  );
}

interface ShareProps {
  exam: Exam;
  desk: Desk;
  rows: Row[];
  proctors: Person[];
}

function useShare({ exam, desk, rows, proctors }: ShareProps) {
  const [plan, setPlan] = useState(FIRST);
  const [asking, setAsking] = useState(false);
  const { busy, run } = useAct();
  // In the order shown, as the preview: of equals the first gets the next session.
  const ids = proctors.map((person) => person.id).filter((id) => plan.chosen.has(id));
  const fault = complaintOf(plan.atMost, AT_MOST);
  const ready = ids.length > 0 && !fault;
  const preview = ready ? previewOf(rows, ids, numberOf(plan.atMost) ?? 1, plan.keep) : null;
  async function share(): Promise<void> {
    const out = await api.share(exam.id, { proctors: ids, at_most: numberOf(plan.atMost) ?? 1, keep: plan.keep });
    tellWithUndo(exam, desk, p.result(out.assigned, out.unassigned), plan.keep ? rows.filter((row) => !row.proctor) : rows);
    await desk.refresh();
  }
  const set = (patch: Partial<Plan>) => setPlan({ ...plan, ...patch });
  return { plan, set, fault, preview, asking, setAsking, sharing: busy !== "", share, start: () => void run("share", share) };
}

export function ShareOut(props: ShareProps) {
  const { exam, rows, proctors } = props;
  const s = useShare(props);
  const { plan, set, preview } = s;
  const open = previewOf(rows, [], 0, plan.keep).unassigned;
  const moves = !plan.keep && rows.some((row) => row.proctor);
  const able = preview !== null && preview.assigned > 0 && isWhole(exam, rows);
  return (
    <Panel title={p.shareTitle} lead={p.shareLead}>
      <div class={css.share}>
        <PickProctors proctors={proctors} rows={rows} plan={plan} preview={preview} set={set} />
        <div>
          <TextField label={p.atMost} value={plan.atMost} error={s.fault ? w.numbers(s.fault, AT_MOST) : undefined}
            onInput={(atMost) => set({ atMost })} attributes={{ inputMode: "numeric" }} />
          <Choice label={p.keep} checked={plan.keep} onInput={(keep) => set({ keep })} />
          <div class={css.preview}><PreviewText plan={plan} preview={preview} open={open} /></div>
          <Button kind="primary" disabled={!able} busy={s.sharing} onClick={() => (moves ? s.setAsking(true) : s.start())}>{p.share}</Button>
        </div>
      </div>
      {s.asking && <Confirm title={p.againTitle} text={p.againText} act={p.share} onClose={() => s.setAsking(false)} onAct={s.share} />}
    </Panel>
  );
}
