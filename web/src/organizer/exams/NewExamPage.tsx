import * as api from "../../state/organizer/api.ts";
import { draft } from "../../state/organizer/draft.ts";
import { type ExamForm, examBody, newExamForm } from "../../state/organizer/exam.ts";
import { loader } from "../../state/organizer/load.ts";
import { go } from "../../staff/router.ts";
import { toast } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { Blank } from "../parts/Blank.tsx";
import { useGuard, useLoad, useOnce } from "../parts/hooks.ts";
import { Loaded } from "../parts/Loaded.tsx";
import { PageHead } from "../parts/Page.tsx";
import { ExamFields } from "./ExamForm.tsx";

type Template = Body<"Template">;

/** With one template there is nothing to choose. */
function firstTemplate(templates: readonly Template[]): string {
  const usable = templates.filter((template) => !template.archived);
  return usable.length === 1 ? (usable[0]?.id ?? "") : "";
}

function Form({ templates }: { templates: readonly Template[] }) {
  const form = useOnce(() => draft(newExamForm(new Date(), firstTemplate(templates))));
  useGuard(() => form.dirty.value);
  function onSaved(exam: Body<"Exam">): void {
    toast(w.exam.created, "good");
    go(`/staff/exams/${exam.id}/roster`, true);
  }
  const send = (typed: ExamForm) => api.addExam(examBody(typed, null));
  return <ExamFields draft={form} templates={templates} fresh send={send} onSaved={onSaved} />;
}

const NoTemplate = () => (
  <Blank title={w.templates.empty} text={w.exams.noTemplate}>
    <Button kind="primary" onClick={() => go("/staff/templates/new")}>{w.exams.makeTemplate}</Button>
  </Blank>
);

export function NewExamPage() {
  const templates = useOnce(() => loader(async () => (await api.templates()).items));
  useLoad(templates);
  return (
    <>
      <PageHead title={w.exam.fresh} back={{ to: "/staff/exams", text: w.exams.title }} />
      <Loaded loader={templates}>
        {(list) => (list.some((t) => !t.archived) ? <Form templates={list} /> : <NoTemplate />)}
      </Loaded>
    </>
  );
}
