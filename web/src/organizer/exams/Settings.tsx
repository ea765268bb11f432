import * as api from "../../state/organizer/api.ts";
import { draft } from "../../state/organizer/draft.ts";
import { type ExamForm, examBody, examForm } from "../../state/organizer/exam.ts";
import { loader } from "../../state/organizer/load.ts";
import { toast } from "../../ui/bits.tsx";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { useGuard, useLoad, useOnce } from "../parts/hooks.ts";
import { Loaded } from "../parts/Loaded.tsx";
import type { Desk, Exam } from "./desk.ts";
import { ExamFields } from "./ExamForm.tsx";

interface FormProps {
  exam: Exam;
  desk: Desk;
  templates: Body<"Template">[];
}

function Form({ exam, desk, templates }: FormProps) {
  const form = useOnce(() => draft(examForm(exam)));
  useGuard(() => form.dirty.value);
  const send = (typed: ExamForm) => api.changeExam(exam.id, examBody(typed, exam));
  function onSaved(saved: Exam): void {
    desk.exam.data.value = saved;
    form.start(examForm(saved));
    toast(w.common.saved, "good");
  }
  const begun = (desk.rows.data.value ?? []).some((row) => row.state !== "scheduled");
  return <ExamFields draft={form} templates={templates} frozen={begun} send={send} onSaved={onSaved} />;
}

export function Settings({ exam, desk }: { exam: Exam; desk: Desk }) {
  const templates = useOnce(() => loader(async () => (await api.templates()).items));
  useLoad(templates);
  return <Loaded loader={templates}>{(list) => <Form exam={exam} desk={desk} templates={list} />}</Loaded>;
}
