import { useRef, useState } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import { draft } from "../../state/organizer/draft.ts";
import { type ExamForm, examBody, examForm, movesEnds } from "../../state/organizer/exam.ts";
import { loader } from "../../state/organizer/load.ts";
import { previewExam } from "../../state/staff/times.ts";
import { toast } from "../../ui/bits.tsx";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { attempt } from "../parts/act.ts";
import { useGuard, useLoad, useOnce } from "../parts/hooks.ts";
import { Loaded } from "../parts/Loaded.tsx";
import type { Desk, Exam } from "./desk.ts";
import { EffectDialog, takesTime } from "./EffectDialog.tsx";
import { ExamFields } from "./ExamForm.tsx";

interface Question {
  effect: Body<"Effect">;
  answer: (save: boolean) => void;
}

/** What a change of the times would do to those who are inside is asked for and said before it is saved. */
function useEffectQuestion(exam: Exam) {
  const [asked, setAsked] = useState<Question | null>(null);
  const wanted = useRef(false);
  async function decided(body: Body<"ExamIn">): Promise<boolean> {
    const effect = await previewExam(exam.id, { closes_at: body.closes_at, duration_min: body.duration_min });
    if (!effect.changes.length) return true;
    const save = await new Promise<boolean>((answer) => setAsked({ effect, answer }));
    setAsked(null);
    wanted.current = save && takesTime(effect);
    return save;
  }
  async function before(typed: ExamForm): Promise<boolean> {
    wanted.current = false;
    const body = examBody(typed, exam);
    if (!movesEnds(body, exam)) return true;
    let save = false;
    await attempt(async () => {
      save = await decided(body);
    });
    return save;
  }
  const question = asked && <EffectDialog effect={asked.effect} onAnswer={asked.answer} />;
  return { question, before, shorten: () => wanted.current };
}

interface FormProps {
  exam: Exam;
  desk: Desk;
  templates: Body<"Template">[];
}

function Form({ exam, desk, templates }: FormProps) {
  const form = useOnce(() => draft(examForm(exam)));
  useGuard(() => form.dirty.value);
  const { question, before, shorten } = useEffectQuestion(exam);
  const send = (typed: ExamForm) => api.changeExam(exam.id, { ...examBody(typed, exam), shorten: shorten() });
  function onSaved(saved: Exam): void {
    desk.exam.data.value = saved;
    form.start(examForm(saved));
    toast(w.common.saved, "good");
  }
  const begun = (desk.rows.data.value ?? []).some((row) => row.state !== "scheduled");
  return (
    <>
      <ExamFields draft={form} templates={templates} frozen={begun} before={before} send={send} onSaved={onSaved} />
      {question}
    </>
  );
}

export function Settings({ exam, desk }: { exam: Exam; desk: Desk }) {
  const templates = useOnce(() => loader(async () => (await api.templates()).items));
  useLoad(templates);
  return <Loaded loader={templates}>{(list) => <Form exam={exam} desk={desk} templates={list} />}</Loaded>;
}
