import type { ComponentChildren } from "preact";
import type { Draft } from "../../state/organizer/draft.ts";
import { errorAt } from "../../state/organizer/faults.ts";
import { INPUTS, SOURCES, STEPS, type TemplateForm, TOOLS, toggled, versionForgotten } from "../../state/organizer/template.ts";
import { Notice } from "../../ui/bits.tsx";
import { TextArea, TextField } from "../../ui/Form.tsx";
import { organizer as w } from "../../words/organizer.en.ts";
import { Choice } from "../parts/inputs.tsx";
import { Panel } from "../parts/Page.tsx";
import parts from "../parts/parts.module.css";
import css from "./templates.module.css";

type TemplateDraft = Draft<TemplateForm>;
const t = w.template;

export function Basics({ draft, fresh }: { draft: TemplateDraft; fresh: boolean }) {
  const { name, reviewBelow, contact } = draft.form.value;
  const at = (place: string) => errorAt(draft.errors.value, place);
  return (
    <Panel title={t.basics}>
      <div class={parts.fields}>
        <TextField label={t.name} value={name} error={at("name")} onInput={(next) => draft.set({ name: next }, "name")}
          attributes={{ maxLength: 200, required: true, autofocus: fresh }} />
        <TextField label={t.review} value={reviewBelow} error={at("settings.review_below")} hint={t.reviewHint}
          onInput={(next) => draft.set({ reviewBelow: next }, "settings.review_below")} attributes={{ inputMode: "decimal" }} />
      </div>
      <TextField label={t.contact} value={contact} hint={t.contactHint} error={at("settings.contact")}
        onInput={(next) => draft.set({ contact: next }, "settings.contact")} attributes={{ maxLength: 300, autocomplete: "off" }} />
    </Panel>
  );
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <Panel title={title}>
      <fieldset class={parts.group}><legend class="visually-hidden">{title}</legend>{children}</fieldset>
    </Panel>
  );
}

/** Steps, sources and tools beside each other: what happens, what is recorded, what proctors may do. */
export function Choices({ draft }: { draft: TemplateDraft }) {
  const { steps, sources, tools, mayGoWithout } = draft.form.value;
  return (
    <div class={parts.columns}>
      <Group title={t.steps}>
        {STEPS.map((step) => (
          <Choice key={step} label={t.stepNames[step]} hint={t.stepHints[step]} checked={steps.includes(step)}
            onInput={(on) => draft.set({ steps: toggled(STEPS, steps, step, on) }, "settings.rules")} />
        ))}
      </Group>
      <Group title={t.sources}>
        {SOURCES.map((source) => (
          <Choice key={source} label={t.sourceNames[source]} hint={t.sourceHints[source]} checked={sources[source]}
            onInput={(on) => draft.set({ sources: { ...sources, [source]: on } })} />
        ))}
        {INPUTS.filter((input) => sources[input]).map((input) => (
          <Choice key={`without-${input}`} label={t.mayGoWithout[input]} hint={t.mayGoWithoutHint} checked={mayGoWithout.includes(input)}
            onInput={(on) => draft.set({ mayGoWithout: toggled(INPUTS, mayGoWithout, input, on) })} />
        ))}
      </Group>
      <Group title={t.tools}>
        {TOOLS.map((tool) => (
          <Choice key={tool} label={t.toolNames[tool]} checked={tools.includes(tool)}
            onInput={(on) => draft.set({ tools: toggled(TOOLS, tools, tool, on) })} />
        ))}
      </Group>
    </div>
  );
}

export function Rules({ draft, saved }: { draft: TemplateDraft; saved: TemplateForm | null }) {
  const { rules, version } = draft.form.value;
  const at = (place: string) => errorAt(draft.errors.value, place);
  return (
    <Panel title={t.rules}>
      {saved && versionForgotten(draft.form.value, saved) && <Notice tone="warn">{t.versionForgotten}</Notice>}
      <div class={css.rules}>
        <TextArea label={t.rulesText} value={rules} rows={10} error={at("settings.rules")}
          onInput={(next) => draft.set({ rules: next }, "settings.rules")} />
        <TextField label={t.version} value={version} hint={t.versionHint} error={at("settings.rules_version")}
          onInput={(next) => draft.set({ version: next }, "settings.rules_version")} attributes={{ maxLength: 50 }} />
      </div>
    </Panel>
  );
}
