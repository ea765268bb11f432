import { useRef, useState } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import { type Draft, draft } from "../../state/organizer/draft.ts";
import { loader } from "../../state/organizer/load.ts";
import {
  copyName, newTemplateForm, type TemplateForm, templateBody, templateFaults, templateForm,
} from "../../state/organizer/template.ts";
import { go } from "../../staff/router.ts";
import { Badge, Notice, toast } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { useAct } from "../parts/act.ts";
import { FormFaults, SaveBar } from "../parts/FormFrame.tsx";
import { focusFirstFault, useGuard, useLoad, useOnce } from "../parts/hooks.ts";
import { Loaded } from "../parts/Loaded.tsx";
import { PageHead } from "../parts/Page.tsx";
import { Basics, Choices, Rules } from "./Basics.tsx";
import { Trackers } from "./Trackers.tsx";

type Template = Body<"Template">;
type Catalogue = Body<"Catalogue">;
const t = w.templates;
const BACK = { to: "/staff/templates", text: t.title };
const FIELD = /^(name|settings\.(review_below|rules|rules_version|trackers\.[^.]+\.(weight|raise_s|clear_s|fill|parameters\.[^.]+)))$/;
const shown = (place: string): boolean => FIELD.test(place);

interface Known {
  template: Template | null; // null: a new one, or there is none of this id
  names: string[];
  catalogue: Catalogue;
}

async function known(id: string): Promise<Known> {
  const [{ items }, catalogue] = await Promise.all([api.templates(), api.catalogue()]);
  return { template: items.find((one) => one.id === id) ?? null, names: items.map((one) => one.name), catalogue };
}

interface HeadProps {
  template: Template;
  names: string[];
  dirty: boolean;
  onChanged: (template: Template) => void;
}

/** A copy is of what is saved: not offered while there are unsaved changes. */
function Head({ template, names, dirty, onChanged }: HeadProps) {
  const { busy, run } = useAct();
  async function duplicate(): Promise<void> {
    const made = await api.addTemplate({ name: copyName(template.name, names), settings: template.settings });
    toast(t.duplicated(made.name), "good");
    go(`/staff/templates/${made.id}`);
  }
  async function turn(): Promise<void> {
    const saved = await api.archiveTemplate(template.id);
    toast(saved.archived ? t.wasArchived(saved.name) : t.wasRestored(saved.name), "good");
    onChanged(saved);
  }
  return (
    <PageHead title={template.name} back={BACK} lead={w.template.used(template.exams)} mark={template.archived && <Badge>{t.archived}</Badge>}>
      <Button disabled={dirty} busy={busy === "copy"} onClick={() => void run("copy", duplicate)}>{t.duplicate}</Button>
      <Button disabled={dirty} busy={busy === "turn"} onClick={() => void run("turn", turn)}>{template.archived ? t.restore : t.archive}</Button>
    </PageHead>
  );
}

interface FieldsProps {
  form: Draft<TemplateForm>;
  saved: TemplateForm | null;
  catalogue: Catalogue;
  send: (typed: TemplateForm) => Promise<Template>;
  onSaved: (template: Template) => void;
}

function Fields({ form, saved, catalogue, send, onSaved }: FieldsProps) {
  const box = useRef<HTMLFormElement>(null);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const template = await form.submit(templateFaults, send);
    if (template) onSaved(template);
    else focusFirstFault(box.current);
  }
  return (
    <form ref={box} noValidate onSubmit={submit}>
      <FormFaults draft={form} shown={shown} />
      <Basics draft={form} fresh={!saved} />
      <Choices draft={form} />
      <Rules draft={form} saved={saved} />
      <Trackers draft={form} catalogue={catalogue.trackers} />
      <SaveBar draft={form} {...(saved ? {} : { fresh: true, saveText: w.template.create })} />
    </form>
  );
}

function Edit({ data, template: first }: { data: Known; template: Template }) {
  const { catalogue, names } = data;
  const formOf = (one: Template) => templateForm(one.name, one.settings, catalogue);
  const [template, setTemplate] = useState(first);
  const form = useOnce(() => draft(formOf(first)));
  useGuard(() => form.dirty.value);
  const send = (typed: TemplateForm) => api.changeTemplate(template.id, templateBody(typed));
  function onSaved(next: Template): void {
    setTemplate(next);
    form.start(formOf(next));
    toast(w.common.saved, "good");
  }
  return (
    <>
      <Head template={template} names={names} dirty={form.dirty.value} onChanged={setTemplate} />
      <Fields form={form} saved={formOf(template)} catalogue={catalogue} send={send} onSaved={onSaved} />
    </>
  );
}

function Fresh({ catalogue }: { catalogue: Catalogue }) {
  const form = useOnce(() => draft(newTemplateForm(catalogue)));
  useGuard(() => form.dirty.value);
  function onSaved(template: Template): void {
    toast(w.template.created, "good");
    go(`/staff/templates/${template.id}`, true);
  }
  const send = (typed: TemplateForm) => api.addTemplate(templateBody(typed));
  return (
    <>
      <PageHead title={w.template.fresh} back={BACK} />
      <Fields form={form} saved={null} catalogue={catalogue} send={send} onSaved={onSaved} />
    </>
  );
}

const Missing = () => (
  <>
    <PageHead title={w.template.missing} back={BACK} />
    <Notice tone="warn">{w.template.missingText}</Notice>
  </>
);

export function TemplatePage({ id }: { id: string }) {
  const data = useOnce(() => loader(() => known(id)));
  useLoad(data);
  return (
    <Loaded loader={data}>
      {(all) => {
        if (id === "new") return <Fresh catalogue={all.catalogue} />;
        return all.template ? <Edit data={all} template={all.template} /> : <Missing />;
      }}
    </Loaded>
  );
}
