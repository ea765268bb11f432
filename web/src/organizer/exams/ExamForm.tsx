import { useRef } from "preact/hooks";
import type { Draft } from "../../state/organizer/draft.ts";
import { type ExamForm, examFaults, goodAddress, minutesShort } from "../../state/organizer/exam.ts";
import { errorAt } from "../../state/organizer/faults.ts";
import { Notice } from "../../ui/bits.tsx";
import { Select, TextField } from "../../ui/Form.tsx";
import { zoneName } from "../../ui/time.ts";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { FormFaults, SaveBar } from "../parts/FormFrame.tsx";
import { focusFirstFault } from "../parts/hooks.ts";
import { Panel } from "../parts/Page.tsx";
import parts from "../parts/parts.module.css";
import css from "./exams.module.css";
import { Tasks } from "./Tasks.tsx";

type Exam = Body<"Exam">;
type Template = Body<"Template">;
export type ExamDraft = Draft<ExamForm>;

const FIELDS = ["title", "template", "opens_at", "closes_at", "duration_min", "content.address", "content.tasks", "contact"];
const shown = (place: string): boolean => FIELDS.includes(place) || /^content\.tasks\.\d+\.(title|text)$/.test(place);

/** Archived templates are offered only where one is in use. */
function templateOptions(templates: readonly Template[], chosen: string): (readonly [string, string])[] {
  const usable = templates.filter((t) => !t.archived || t.id === chosen);
  const options = usable.map((t) => [t.id, t.archived ? w.exam.archived(t.name) : t.name] as const);
  return chosen ? options : [["", w.exam.chooseTemplate], ...options];
}

function When({ draft }: { draft: ExamDraft }) {
  const { form, errors } = draft;
  const at = (place: string) => errorAt(errors.value, place);
  const time = { type: "datetime-local", max: "9999-12-31T23:59", required: true };
  const short = minutesShort(form.value);
  return (
    <>
      <div class={parts.fields}>
        <TextField label={w.exam.opens} value={form.value.opens} error={at("opens_at")} hint={w.common.utc(zoneName())}
          onInput={(opens) => draft.set({ opens }, "opens_at")} attributes={time} />
        <TextField label={w.exam.closes} value={form.value.closes} error={at("closes_at")}
          onInput={(closes) => draft.set({ closes }, "closes_at")} attributes={time} />
        <TextField label={w.exam.duration} value={form.value.duration} error={at("duration_min")} hint={w.exam.durationHint}
          onInput={(duration) => draft.set({ duration }, "duration_min")} attributes={{ inputMode: "numeric", required: true }} />
      </div>
      {short > 0 && <Notice tone="warn">{w.exam.short(short)}</Notice>}
    </>
  );
}

function What({ draft, templates, frozen }: { draft: ExamDraft; templates: readonly Template[]; frozen?: boolean }) {
  const { form, errors } = draft;
  const fresh = frozen === undefined;
  return (
    <Panel title={w.exam.what}>
      <TextField label={w.exam.title} value={form.value.title} error={errorAt(errors.value, "title")}
        onInput={(title) => draft.set({ title }, "title")} attributes={{ maxLength: 200, required: true, autofocus: fresh }} />
      <Select label={w.exam.template} value={form.value.template} options={templateOptions(templates, form.value.template)}
        error={errorAt(errors.value, "template")} hint={fresh ? w.exam.templateHint : frozen ? w.exam.frozen : w.exam.refrozen}
        onInput={(template) => draft.set({ template }, "template")} />
      <When draft={draft} />
      <TextField label={w.exam.contact} value={form.value.contact} error={errorAt(errors.value, "contact")} hint={w.exam.contactHint}
        onInput={(contact) => draft.set({ contact }, "contact")} attributes={{ maxLength: 300, autocomplete: "off" }} />
    </Panel>
  );
}

function Kinds({ draft }: { draft: ExamDraft }) {
  const now = draft.form.value.kind;
  return (
    <fieldset class={parts.group}>
      <legend class="visually-hidden">{w.exam.kind}</legend>
      <div class={css.kinds}>
        {(["address", "tasks"] as const).map((kind) => (
          <label key={kind} class={kind === now ? `${css.kind} ${css.kindOn}` : css.kind}>
            <input type="radio" name="kind" checked={kind === now} onChange={() => draft.set({ kind }, "content")} />
            <span>{w.exam.kinds[kind]}<span>{w.exam.kindHints[kind]}</span></span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Address({ draft }: { draft: ExamDraft }) {
  const address = draft.form.value.address;
  return (
    <>
      <TextField label={w.exam.address} value={address} hint={w.exam.addressHint} error={errorAt(draft.errors.value, "content.address")}
        onInput={(next) => draft.set({ address: next }, "content.address")}
        attributes={{ type: "url", placeholder: "https://", autocomplete: "off" }} />
      {goodAddress(address) && <p class={css.beside}><a href={address} target="_blank" rel="noreferrer">{w.exam.open}</a></p>}
    </>
  );
}

interface ExamFormProps {
  draft: ExamDraft;
  templates: readonly Template[];
  fresh?: boolean;
  frozen?: boolean; // somebody has begun: the template stays; left out for an exam that is not made yet
  /** Asked before a form without faults is sent; false: it is not. */
  before?: (form: ExamForm) => Promise<boolean>;
  send: (form: ExamForm) => Promise<Exam>;
  onSaved: (exam: Exam) => void;
}

/** The form of an exam, new or made. `send` is called only with a form without faults. */
export function ExamFields({ draft, templates, fresh, frozen, before, send, onSaved }: ExamFormProps) {
  const form = useRef<HTMLFormElement>(null);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (draft.busy.value) return;
    if (before && !examFaults(draft.form.value).length && !(await before(draft.form.value))) return;
    const saved = await draft.submit(examFaults, send);
    if (saved) onSaved(saved);
    else focusFirstFault(form.current);
  }
  return (
    <form ref={form} class={parts.form} noValidate onSubmit={submit}>
      <FormFaults draft={draft} shown={shown} />
      <What draft={draft} templates={templates} {...(fresh ? {} : { frozen: !!frozen })} />
      <Panel title={w.exam.content}>
        <Kinds draft={draft} />
        {draft.form.value.kind === "address" ? <Address draft={draft} /> : <Tasks draft={draft} />}
      </Panel>
      <SaveBar draft={draft} {...(fresh ? { fresh, saveText: w.exam.create } : {})} />
    </form>
  );
}
