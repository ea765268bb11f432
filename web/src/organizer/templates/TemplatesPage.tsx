import { useState } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import { type Loader, loader } from "../../state/organizer/load.ts";
import { copyName, SOURCES } from "../../state/organizer/template.ts";
import { go, Link } from "../../staff/router.ts";
import { Badge, toast } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { date } from "../../ui/time.ts";
import type { Body } from "../../wire/http.ts";
import type { TemplateSettings } from "../../wire/messages.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { attempt, useAct } from "../parts/act.ts";
import { Blank, NoMatch } from "../parts/Blank.tsx";
import { RowActions } from "../parts/cells.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { useLoad, useOnce } from "../parts/hooks.ts";
import { Choice } from "../parts/inputs.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { PageHead, Toolbar } from "../parts/Page.tsx";
import css from "../parts/parts.module.css";

type Template = Body<"Template">;
const t = w.templates;
const c = t.columns;

const pathOf = (template: Template): string => `/staff/templates/${template.id}`;
const settingsOf = (template: Template) => template.settings as TemplateSettings;

const trackersOn = (template: Template): number =>
  Object.values(settingsOf(template).trackers ?? {}).filter((tracker) => tracker.on !== false).length;

const recorded = (template: Template): string =>
  SOURCES.filter((source) => settingsOf(template).sources?.[source]).map((source) => w.template.sourceNames[source]).join(", ");

const Name = ({ template }: { template: Template }) => (
  <div class={css.nameCell}>
    <Link to={pathOf(template)}>{template.name}</Link>{template.archived && <> <Badge>{t.archived}</Badge></>}
  </div>
);

interface Acts {
  duplicate: (template: Template) => void;
  archive: (template: Template) => void;
  busy: string;
}

function actionsOf(template: Template, { duplicate, archive, busy }: Acts) {
  const { id, name } = template;
  const turn = template.archived ? { text: t.restore, label: t.restoreOf(name) } : { text: t.archive, label: t.archiveOf(name) };
  return [
    { text: t.duplicate, label: t.duplicateOf(name), act: () => duplicate(template), busy: busy === `copy ${id}` },
    { ...turn, act: () => archive(template), busy: busy === `turn ${id}` },
  ];
}

const columnsOf = (acts: Acts): readonly Column<Template>[] => [
  { key: "name", head: c.name, cell: (one) => <Name template={one} /> },
  { key: "trackers", head: c.trackers, narrow: true, align: "right", cell: trackersOn },
  { key: "sources", head: c.sources, wideOnly: true, cell: recorded },
  { key: "review", head: c.review, narrow: true, align: "right", wideOnly: true, cell: (one) => settingsOf(one).review_below ?? 0 },
  { key: "exams", head: c.exams, narrow: true, align: "right", cell: (one) => one.exams },
  { key: "changed", head: c.changed, narrow: true, wideOnly: true, cell: (one) => date(one.updated_at) },
  { key: "actions", head: <span class="visually-hidden">{w.common.actions}</span>, narrow: true, align: "right",
    cell: (one) => <RowActions items={actionsOf(one, acts)} /> },
];

function useActs(list: Loader<Template[]>): Acts {
  const { busy, run } = useAct();
  async function duplicate({ name, settings }: Template): Promise<void> {
    const taken = (list.data.value ?? []).map((one) => one.name);
    const made = await api.addTemplate({ name: copyName(name, taken), settings });
    toast(t.duplicated(made.name), "good");
    await list.load();
  }
  async function turn({ id, name }: Template): Promise<void> {
    const saved = await api.archiveTemplate(id);
    const undo = { text: w.common.undo, act: () => void attempt(() => api.archiveTemplate(id).then(list.load)) };
    toast(saved.archived ? t.wasArchived(name) : t.wasRestored(name), "good", undo);
    await list.load();
  }
  return {
    busy,
    duplicate: (one) => void run(`copy ${one.id}`, () => duplicate(one)),
    archive: (one) => void run(`turn ${one.id}`, () => turn(one)),
  };
}

const NewTemplate = () => <Button kind="primary" onClick={() => go("/staff/templates/new")}>{t.add}</Button>;

function List({ templates, acts }: { templates: Template[]; acts: Acts }) {
  const [all, setAll] = useState(false);
  const archived = templates.filter((one) => one.archived).length;
  const rows = templates.filter((one) => all || !one.archived);
  if (!templates.length) return <Blank title={t.empty} text={t.emptyText}><NewTemplate /></Blank>;
  return (
    <>
      {archived > 0 && <Toolbar><Choice label={t.showArchived(archived)} checked={all} onInput={setAll} /></Toolbar>}
      {rows.length
        ? <Grid caption={t.caption} columns={columnsOf(acts)} rows={rows} id={(one) => one.id} to={pathOf} faded={(one) => one.archived} />
        : <NoMatch text={t.allArchived} />}
    </>
  );
}

export function TemplatesPage() {
  const list = useOnce(() => loader(async () => (await api.templates()).items));
  useLoad(list);
  const acts = useActs(list);
  return (
    <>
      <PageHead title={t.title}><NewTemplate /></PageHead>
      <Loaded loader={list}>{(templates) => <List templates={templates} acts={acts} />}</Loaded>
    </>
  );
}
