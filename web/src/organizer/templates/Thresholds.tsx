import { errorAt } from "../../state/organizer/faults.ts";
import { specOf } from "../../state/organizer/parameters.ts";
import { placeIn, startForm } from "../../state/organizer/tracker.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { NumberInput } from "../parts/inputs.tsx";
import type { TrackerProps } from "./TrackerRow.tsx";
import css from "./templates.module.css";

const t = w.template;

/** A threshold nobody has put into words yet is at least readable. */
const labelOf = (tracker: string, key: string): string => t.parameters[`${tracker}.${key}`] ?? key.replace(/_/g, " ");

/** The fold-out row below a tracker. */
export function Thresholds({ info, form, errors, set, span }: TrackerProps & { span: number }) {
  const start = startForm(info).parameters;
  return (
    <tr class={css.fold}>
      <td colSpan={span}>
        <div class={css.thresholds}>
          {Object.entries(form.parameters).map(([key, text]) => (
            <div key={key} class={css.threshold}>
              <span aria-hidden="true">{labelOf(info.name, key)}</span>
              <NumberInput label={labelOf(info.name, key)} value={text} disabled={!form.on} unit={t.parameterUnits[specOf(info.name, key).unit]}
                title={t.startValue(start[key] ?? "")} error={errorAt(errors, placeIn(info.name, `parameters.${key}`))}
                onInput={(next) => set({ parameters: { ...form.parameters, [key]: next } }, `parameters.${key}`)} />
            </div>
          ))}
        </div>
      </td>
    </tr>
  );
}
