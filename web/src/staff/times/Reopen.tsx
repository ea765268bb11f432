import { minutesLeft, REOPEN_MOST_MIN, reopenSession } from "../../state/staff/times.ts";
import { toast } from "../../ui/bits.tsx";
import type { Body } from "../../wire/http.ts";
import { times as w } from "../../words/times.en.ts";
import { MinutesDialog } from "./MinutesForm.tsx";

type Row = Body<"SessionRow">;

/** A session that had not begun has the time of its exam and is asked for no minutes. */
export function Reopen({ row, onDone, onClose }: { row: Row; onDone: () => void; onClose: () => void }) {
  const left = minutesLeft(row);
  const minutes = {
    label: w.reopen.minutes, first: left ? String(left) : "", most: REOPEN_MOST_MIN, hint: () => (left ? w.reopen.left(left) : ""),
  };
  async function send(wanted: number | null, reason: string): Promise<void> {
    await reopenSession(row.id, { minutes: wanted, reason });
    toast(w.reopen.done(row.student_name), "good");
    onDone();
  }
  return (
    <MinutesDialog
      title={w.reopen.title(row.student_name)} act={w.reopen.act} minutes={row.started_at ? minutes : null} send={send} onClose={onClose}
    >
      <p>{row.started_at ? w.reopen.lead : w.reopen.begins}</p>
      {row.conclusion && <p>{w.reopen.concluded}</p>}
    </MinutesDialog>
  );
}
