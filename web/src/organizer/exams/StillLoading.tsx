import { organizer as w } from "../../words/organizer.en.ts";
import parts from "../parts/parts.module.css";
import { type Exam, isWhole, type Row } from "./desk.ts";

export function StillLoading({ exam, rows }: { exam: Exam; rows: readonly Row[] }) {
  if (isWhole(exam, rows)) return null;
  return <p class={`${parts.soft} ${parts.small}`} role="status">{w.common.partial(rows.length)}</p>;
}
