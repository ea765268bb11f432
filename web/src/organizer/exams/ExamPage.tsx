import type { ExamTab } from "../../state/staff/places.ts";
import { EXAM_TABS } from "../../state/staff/places.ts";
import { withZone } from "../../ui/time.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { useNow } from "../parts/hooks.ts";
import { Loaded } from "../parts/Loaded.tsx";
import { PageHead, Tabs } from "../parts/Page.tsx";
import { type Desk, type Exam, useDesk } from "./desk.ts";
import { ExamSessions } from "./ExamSessions.tsx";
import { PhaseBadge, untilText, windowText } from "./moments.tsx";
import { Overview } from "./Overview.tsx";
import { Proctors } from "./Proctors.tsx";
import { Roster } from "./Roster.tsx";
import { Settings } from "./Settings.tsx";

const MINUTE_MS = 60_000;
const BACK = { to: "/staff/exams", text: w.exams.title };

const pathOf = (id: string, tab: ExamTab): string => `/staff/exams/${id}${tab === "overview" ? "" : `/${tab}`}`;

function countsOf(exam: Exam): Partial<Record<ExamTab, number>> {
  return { roster: exam.sessions };
}

function Tab({ exam, desk, tab }: { exam: Exam; desk: Desk; tab: ExamTab }) {
  switch (tab) {
    case "overview": return <Overview exam={exam} desk={desk} />;
    case "roster": return <Roster exam={exam} desk={desk} />;
    case "proctors": return <Proctors exam={exam} desk={desk} />;
    case "sessions": return <ExamSessions desk={desk} />;
    case "settings": return <Settings exam={exam} desk={desk} />;
  }
}

function Head({ exam, tab }: { exam: Exam; tab: ExamTab }) {
  const counts = countsOf(exam);
  const now = useNow(MINUTE_MS);
  const items = EXAM_TABS.map((one) => ({
    to: pathOf(exam.id, one), text: w.exam.tabs[one], current: one === tab, count: counts[one],
  }));
  const lead = [withZone(windowText(exam)), w.exams.minutes(exam.duration_min), untilText(exam, now)].filter(Boolean);
  return (
    <>
      <PageHead title={exam.title} mark={<PhaseBadge exam={exam} />} lead={lead.join(" · ")} back={BACK} />
      <Tabs label={w.exam.tabsLabel} items={items} />
    </>
  );
}

export function ExamPage({ id, tab }: { id: string; tab: ExamTab }) {
  const desk = useDesk(id);
  const missing = desk.exam.fault.value && !desk.exam.data.value;
  return (
    <>
      {missing && <PageHead title={w.exam.missing} back={BACK} />}
      <Loaded loader={desk.exam}>
        {(exam) => (
          <>
            <Head exam={exam} tab={tab} />
            <Tab exam={exam} desk={desk} tab={tab} />
          </>
        )}
      </Loaded>
    </>
  );
}
