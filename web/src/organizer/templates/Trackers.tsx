import { useState } from "preact/hooks";
import type { Draft } from "../../state/organizer/draft.ts";
import { placeOf } from "../../state/organizer/faults.ts";
import { type Picked, picked } from "../../state/organizer/pick.ts";
import type { TemplateForm } from "../../state/organizer/template.ts";
import { groupsOf, type NumberField, placeIn, type TrackerForm, type TrackerInfo } from "../../state/organizer/tracker.ts";
import ui from "../../ui/ui.module.css";
import { organizer as w } from "../../words/organizer.en.ts";
import { Panel } from "../parts/Page.tsx";
import parts from "../parts/parts.module.css";
import { Thresholds } from "./Thresholds.tsx";
import { TrackerRow } from "./TrackerRow.tsx";
import css from "./templates.module.css";

type TemplateDraft = Draft<TemplateForm>;
const t = w.template;
const SPAN = 9;
const NUMBERS: readonly NumberField[] = ["weight", "raise", "clear", "fill"];

function Head() {
  return (
    <thead>
      <tr>
        <th scope="col">{t.columns.on}</th>
        <th scope="col">{t.columns.name}</th>
        {NUMBERS.map((field) => (
          <th key={field} scope="col" title={t.columnHints[field]}>{t.columns[field]}<span class={css.headUnit}>{t.units[field]}</span></th>
        ))}
        <th scope="col" title={t.columnHints.alert}>{t.columns.alert}</th>
        <th scope="col">{t.columns.more}</th>
        <th scope="col"><span class="visually-hidden">{t.reset}</span></th>
      </tr>
    </thead>
  );
}

/** Trackers that need a source the template does not record can see nothing. The phone's page is not made yet. */
function missingSource(needs: TrackerInfo["needs"], { sources }: TemplateForm): string {
  if (needs === "page" || needs === "server") return "";
  if (needs === "phone") return t.phoneOff;
  return sources[needs] ? "" : t.sourceOff(t.sourceNames[needs]);
}

function GroupRow({ needs, form }: { needs: TrackerInfo["needs"]; form: TemplateForm }) {
  const missing = missingSource(needs, form);
  return (
    <tr class={css.group}>
      <th colSpan={SPAN} scope="colgroup">{t.needs[needs]}{missing && <span>{missing}</span>}</th>
    </tr>
  );
}

function Tracker({ draft, info, open, onOpen }: { draft: TemplateDraft; info: TrackerInfo; open: boolean; onOpen: (on: boolean) => void }) {
  const all = draft.form.value.trackers;
  const form = all[info.name];
  if (!form) return null;
  const set = (patch: Partial<TrackerForm>, field?: string) => {
    const trackers = { ...draft.form.value.trackers, [info.name]: { ...form, ...patch } };
    draft.set({ trackers }, field ? placeIn(info.name, field) : undefined);
  };
  const errors = draft.errors.value;
  const wrong = errors.some((error) => placeOf(error).startsWith(placeIn(info.name, "parameters.")));
  const shown = open || wrong;
  return (
    <>
      <TrackerRow info={info} form={form} errors={errors} set={set} open={shown} onOpen={onOpen} />
      {shown && <Thresholds info={info} form={form} errors={errors} set={set} span={SPAN} />}
    </>
  );
}

export function Trackers({ draft, catalogue }: { draft: TemplateDraft; catalogue: readonly TrackerInfo[] }) {
  const [open, setOpen] = useState<Picked>(new Set());
  return (
    <Panel title={t.trackers} lead={t.trackersLead}>
      <div class={`${parts.scroll} ${css.trackers}`} role="group" aria-label={t.trackers} tabIndex={0}>
        <table class={`${ui.table} ${parts.grid}`}>
          <caption class="visually-hidden">{t.trackers}</caption>
          <Head />
          {groupsOf(catalogue).map(({ needs, trackers }) => (
            <tbody key={needs}>
              <GroupRow needs={needs} form={draft.form.value} />
              {trackers.map((info) => (
                <Tracker key={info.name} draft={draft} info={info} open={open.has(info.name)}
                  onOpen={(on) => setOpen(picked(open, [info.name], on))} />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </Panel>
  );
}
