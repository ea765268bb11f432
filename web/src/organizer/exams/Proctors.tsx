import * as api from "../../state/organizer/api.ts";
import { paged } from "../../state/organizer/load.ts";
import { go } from "../../staff/router.ts";
import { Button } from "../../ui/Button.tsx";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { Blank } from "../parts/Blank.tsx";
import { useLoad, useOnce } from "../parts/hooks.ts";
import { Loaded } from "../parts/Loaded.tsx";
import { ByHand } from "./ByHand.tsx";
import type { Desk, Exam } from "./desk.ts";
import { StillLoading } from "./StillLoading.tsx";
import { ShareOut } from "./ShareOut.tsx";

type Person = Body<"Person">;
const p = w.proctors;

const Go = ({ to, text }: { to: string; text: string }) => <Button kind="primary" onClick={() => go(to)}>{text}</Button>;

function Both({ exam, desk, proctors }: { exam: Exam; desk: Desk; proctors: Person[] }) {
  const able = proctors.filter((person) => !person.disabled);
  if (!able.length) return <Blank title={p.none} text={p.noneText}><Go to="/staff/people?role=proctor" text={p.toPeople} /></Blank>;
  return (
    <Loaded loader={desk.rows}>
      {(rows) => {
        if (!rows.length) {
          return <Blank title={p.emptyTitle} text={p.emptyText}><Go to={`/staff/exams/${exam.id}/roster`} text={w.exam.steps.toRoster} /></Blank>;
        }
        return (
          <>
            <StillLoading exam={exam} rows={rows} />
            <ShareOut exam={exam} desk={desk} rows={rows} proctors={able} />
            <ByHand exam={exam} desk={desk} rows={rows} proctors={able} />
          </>
        );
      }}
    </Loaded>
  );
}

export function Proctors({ exam, desk }: { exam: Exam; desk: Desk }) {
  const proctors = useOnce(() => paged((after) => api.people("proctor", "", after), true));
  useLoad(proctors);
  return <Loaded loader={proctors}>{(people) => <Both exam={exam} desk={desk} proctors={people} />}</Loaded>;
}
