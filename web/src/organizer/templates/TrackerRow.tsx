import { errorAt } from "../../state/organizer/faults.ts";
import { changed, FIELD, type NumberField, placeIn, RANGES, startForm, type TrackerForm, type TrackerInfo } from "../../state/organizer/tracker.ts";
import { Badge, toast, type Tone } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import type { FieldError } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { trackerMeaning, trackerName } from "../../words/trackers.en.ts";
import { NumberInput, Tick } from "../parts/inputs.tsx";
import css from "./templates.module.css";

const t = w.template;
const TONES: Record<TrackerInfo["severity"], Tone> = { hint: "plain", minor: "warn", serious: "bad" };
const NUMBERS = Object.keys(RANGES) as NumberField[];

export interface TrackerProps {
  info: TrackerInfo;
  form: TrackerForm;
  errors: readonly FieldError[];
  set: (patch: Partial<TrackerForm>, field?: string) => void;
}

function Name({ info, form }: { info: TrackerInfo; form: TrackerForm }) {
  return (
    <>
      <span class={css.nameLine}>
        {trackerName(info.name)}
        <Badge tone={TONES[info.severity]}>{t.severities[info.severity]}</Badge>
        {changed(form, info) && <Badge tone="brand">{t.changedMark}</Badge>}
      </span>
      {info.available === false && <span class={css.meaning}><strong>{t.notAvailable}</strong> {t.notAvailableCure}</span>}
      <span class={css.meaning}>{trackerMeaning(info.name)}</span>
    </>
  );
}

function Numbers({ info, form, errors, set }: TrackerProps) {
  const start = startForm(info);
  const name = trackerName(info.name);
  return (
    <>
      {NUMBERS.map((field) => (
        <td key={field}>
          <NumberInput label={t.fieldOf(t.columns[field], name)} value={form[field]} disabled={!form.on}
            error={errorAt(errors, placeIn(info.name, FIELD[field]))} title={t.startValue(start[field])}
            onInput={(text) => set({ [field]: text }, FIELD[field])} />
        </td>
      ))}
    </>
  );
}

/** On or off stays as it is: that is the template's own choice. */
function reset({ info, form, set }: TrackerProps): void {
  const name = trackerName(info.name);
  set({ ...startForm(info), on: form.on });
  toast(t.wasReset(name), "plain", { text: w.common.undo, act: () => set(form) });
}

function Fold({ info, open, onOpen }: { info: TrackerInfo; open: boolean; onOpen: (on: boolean) => void }) {
  const count = Object.keys(startForm(info).parameters).length;
  if (!count) return null;
  return (
    <Button kind="quiet" small pressed={open} label={t.thresholdsOf(count, trackerName(info.name))} onClick={() => onOpen(!open)}>
      {t.thresholds(count)}<span class={open ? `${css.chevron} ${css.chevronOpen}` : css.chevron} aria-hidden="true">›</span>
    </Button>
  );
}

export function TrackerRow(props: TrackerProps & { open: boolean; onOpen: (on: boolean) => void }) {
  const { info, form, set, open, onOpen } = props;
  const name = trackerName(info.name);
  return (
    <tr class={form.on ? "" : css.off}>
      <td><Tick label={t.onOf(name)} checked={form.on} onInput={(on) => set({ on })} /></td>
      <td class={css.name}><Name info={info} form={form} /></td>
      <Numbers {...props} />
      <td><Tick label={t.alertOf(name)} checked={form.alert} disabled={!form.on} onInput={(alert) => set({ alert })} /></td>
      <td><Fold info={info} open={open} onOpen={onOpen} /></td>
      <td>{changed(form, info) && <Button kind="quiet" small label={t.resetOf(name)} onClick={() => reset(props)}>{t.reset}</Button>}</td>
    </tr>
  );
}
