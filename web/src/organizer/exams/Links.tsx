import { useState } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import { hasBegun, inside, waiting } from "../../state/organizer/links.ts";
import { Badge, toast } from "../../ui/bits.tsx";
import { organizer as w } from "../../words/organizer.en.ts";
import { Confirm } from "../parts/Confirm.tsx";
import { Choice } from "../parts/inputs.tsx";
import type { Desk, Exam, Row } from "./desk.ts";

const r = w.roster;

/** What is asked about links: of one student, or of all. */
export type LinkQuestion = { kind: "renew" | "withdraw"; row: Row } | { kind: "all" };

interface QuestionProps {
  exam: Exam;
  desk: Desk;
  onClose: () => void;
}

/** A link that opens nothing says so in its place. */
export function LinkState({ row }: { row: Row }) {
  if (row.link_state !== "withdrawn" && row.link_state !== "ended") return null;
  return <Badge tone={row.link_state === "withdrawn" ? "warn" : "plain"} title={r.linkHints[row.link_state]}>{r.linkStates[row.link_state]}</Badge>;
}

function Renewal({ exam, desk, row, onClose }: QuestionProps & { row: Row }) {
  async function renew(): Promise<void> {
    await api.renewLinks(exam.id, { sessions: [row.id], inside: false });
    toast(r.renewed(row.student_name), "good");
    await desk.refresh();
  }
  return (
    <Confirm title={r.renewTitle(row.student_name)} text={r.renewText} more={hasBegun(row) ? <p>{r.renewInside}</p> : undefined}
      act={r.renew} onClose={onClose} onAct={renew} />
  );
}

function Withdrawal({ exam, desk, row, onClose }: QuestionProps & { row: Row }) {
  async function withdraw(): Promise<void> {
    await api.withdrawLinks(exam.id, [row.id]);
    toast(r.withdrawn(row.student_name), "good");
    await desk.refresh();
  }
  return (
    <Confirm title={r.withdrawTitle(row.student_name)} text={r.withdrawText} more={hasBegun(row) ? <p>{r.withdrawInside}</p> : undefined}
      act={r.withdraw} onClose={onClose} onAct={withdraw} />
  );
}

function RenewalOfAll({ exam, desk, onClose }: QuestionProps) {
  const [also, setAlso] = useState(false);
  const rows = desk.rows.data.value ?? [];
  const begun = inside(rows).length;
  async function renew(): Promise<void> {
    const { changed } = await api.renewLinks(exam.id, { sessions: null, inside: also });
    toast(r.renewedAll(changed), changed ? "good" : "plain");
    await desk.refresh();
  }
  const more = (
    <>
      {begun > 0 && <Choice label={r.alsoInside(begun)} hint={r.alsoInsideHint} checked={also} onInput={setAlso} />}
      <p>{r.renewAllLeft}</p>
    </>
  );
  return (
    <Confirm title={r.renewAllTitle} text={r.renewAllText(waiting(rows).length)} more={more} act={r.renewAll}
      onClose={onClose} onAct={renew} />
  );
}

export function LinkDialog({ question, ...rest }: QuestionProps & { question: LinkQuestion }) {
  switch (question.kind) {
    case "renew": return <Renewal {...rest} row={question.row} />;
    case "withdraw": return <Withdrawal {...rest} row={question.row} />;
    case "all": return <RenewalOfAll {...rest} />;
  }
}
