import { useRef } from "preact/hooks";
import {
  accommodationFaults, accommodationsBody, accommodationsForm, type AccommodationsForm, changed, freeFor, type Item,
  withItem, withoutItem,
} from "../../state/organizer/accommodation.ts";
import * as api from "../../state/organizer/api.ts";
import { type Draft, draft } from "../../state/organizer/draft.ts";
import { errorAt } from "../../state/organizer/faults.ts";
import { loader } from "../../state/organizer/load.ts";
import { toast } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Select, TextField } from "../../ui/Form.tsx";
import { dateTime } from "../../ui/time.ts";
import ui from "../../ui/ui.module.css";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { trackerName } from "../../words/trackers.en.ts";
import { FormFaults } from "../parts/FormFrame.tsx";
import { focusFirstFault, useGuard, useLoad, useOnce } from "../parts/hooks.ts";
import { Loaded } from "../parts/Loaded.tsx";
import parts from "../parts/parts.module.css";
import css from "./people.module.css";

type Person = Body<"Person">;
type Saved = Body<"Accommodation">[];
type Form = Draft<AccommodationsForm>;
const a = w.accommodations;

const shown = (place: string): boolean => /^items\.\d+\.(tracker|on|weight|raise_s|reason)$/.test(place);

interface RowProps {
  form: Form;
  item: Item;
  n: number;
  trackers: readonly string[];
  saved: Saved;
}

/** The errors of one item, and how it is changed. */
const fieldsOf = ({ form, n }: RowProps) => ({
  at: (name: string) => errorAt(form.errors.value, `items.${n}.${name}`),
  set: (patch: Partial<Item>, place: string) => form.set(changed(form.form.value, n, patch), `items.${n}.${place}`),
});

function Looser(props: RowProps) {
  const { item } = props;
  const { at, set } = fieldsOf(props);
  return (
    <div class={parts.fields}>
      <TextField label={a.weight} hint={a.weightHint} value={item.weight} error={at("weight") ?? at("on")}
        onInput={(weight) => set({ weight }, "weight")} attributes={{ inputMode: "decimal" }} />
      <TextField label={a.raise} hint={a.raiseHint} value={item.raise_s} error={at("raise_s")}
        onInput={(raise_s) => set({ raise_s }, "raise_s")} attributes={{ inputMode: "decimal" }} />
    </div>
  );
}

function Row(props: RowProps) {
  const { form, item, n, trackers, saved } = props;
  const { at, set } = fieldsOf(props);
  const known = saved.find((one) => one.tracker === item.tracker);
  const options = freeFor(form.form.value, trackers, item.tracker).map((name) => [name, trackerName(name)] as const);
  return (
    <fieldset class={`${parts.group} ${css.accommodation}`}>
      <legend class="visually-hidden">{trackerName(item.tracker)}</legend>
      <div class={parts.fields}>
        <Select label={a.tracker} value={item.tracker} options={options} error={at("tracker")} onInput={(tracker) => set({ tracker }, "tracker")} />
        <Select label={a.how} value={item.how} options={[["off", a.off], ["loose", a.loose]]} onInput={(how) => set({ how: how as Item["how"] }, "weight")} />
      </div>
      {item.how === "loose" && <Looser {...props} />}
      <TextField label={a.reason} hint={a.reasonHint} value={item.reason} error={at("reason")}
        onInput={(reason) => set({ reason }, "reason")} attributes={{ maxLength: 500 }} />
      <div class={css.accommodationFoot}>
        <span class={parts.soft}>{known && a.by(known.author, dateTime(known.at))}</span>
        <Button kind="quiet" small label={a.removeOf(trackerName(item.tracker))}
          onClick={() => form.set(withoutItem(form.form.value, n), "items")}>{a.remove}</Button>
      </div>
    </fieldset>
  );
}

function Fields({ person, saved, trackers, onClose }: { person: Person; saved: Saved; trackers: string[]; onClose: () => void }) {
  const form = useOnce(() => draft(accommodationsForm(saved)));
  const box = useRef<HTMLFormElement>(null);
  useGuard(() => form.dirty.value);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const done = await form.submit(accommodationFaults, (typed) => api.saveAccommodations(person.id, accommodationsBody(typed)));
    if (!done) return focusFirstFault(box.current);
    toast(a.saved(person.name), "good");
    onClose();
  }
  const { items } = form.form.value;
  const isFull = !freeFor(form.form.value, trackers).length;
  return (
    <form ref={box} noValidate onSubmit={submit}>
      <p class={parts.soft}>{a.lead}</p>
      <FormFaults draft={form} shown={shown} />
      {items.map((item, n) => <Row key={n} form={form} item={item} n={n} trackers={trackers} saved={saved} />)}
      {items.length === 0 && <p class={css.none}>{a.none}</p>}
      <Button small disabled={isFull} onClick={() => form.set(withItem(form.form.value, trackers))}>{a.add}</Button>
      <div class={ui.actions}>
        <Button onClick={onClose}>{w.common.cancel}</Button>
        <Button kind="primary" type="submit" busy={form.busy.value} disabled={!form.dirty.value}>{w.common.save}</Button>
      </div>
    </form>
  );
}

/** What is different for this student, in every exam that has not begun. */
export function AccommodationsDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const both = useOnce(() => loader(async () => {
    const [saved, { trackers }] = await Promise.all([api.accommodations(person.id), api.catalogue()]);
    return { saved, trackers: trackers.map(({ name }) => name) };
  }));
  useLoad(both);
  return (
    <Dialog title={a.title(person.name)} wide>
      <Loaded loader={both} rows={3}>
        {({ saved, trackers }) => <Fields person={person} saved={saved} trackers={trackers} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}
