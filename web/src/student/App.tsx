import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import type { Stage } from "../state/student/stage.ts";
import { student as w } from "../words/student.en.ts";
import { useJourney } from "./context.ts";
import { EndingPage } from "./Ending.tsx";
import { Equipment } from "./Equipment.tsx";
import { Exam } from "./exam/Exam.tsx";
import { Asked, Early, Expired, Fault, Finished, Held, Loading, Out, Terminated } from "./Pages.tsx";
import { Ready } from "./Ready.tsx";
import { Rules } from "./Rules.tsx";

const PAGES: Record<Stage, FunctionComponent> = {
  loading: Loading,
  fault: Fault,
  asked: Asked,
  held: Held,
  out: Out,
  early: Early,
  rules: Rules,
  equipment: Equipment,
  ready: Ready,
  exam: Exam,
  ending: EndingPage,
  finished: Finished,
  terminated: Terminated,
  expired: Expired,
};

export function App() {
  const journey = useJourney();
  const exam = journey.entry.sitting.value?.exam_title;
  const stage = journey.stage.value;
  useEffect(() => {
    if (exam) document.title = w.title(exam);
  }, [exam]);
  useEffect(() => {
    // A new page for somebody who listens: the reading begins at its heading.
    document.querySelector<HTMLElement>("main h1[tabindex]")?.focus();
    scrollTo(0, 0);
  }, [stage]);
  const Page = PAGES[stage];
  return <Page />;
}
