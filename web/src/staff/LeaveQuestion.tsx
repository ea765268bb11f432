import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { staff as w } from "../words/staff.en.ts";
import { answerWaiting, waiting } from "./router.ts";

/** Stands between unsaved changes and a move to another page. */
export function LeaveQuestion() {
  if (!waiting.value) return null;
  return (
    <Dialog
      title={w.leave.title}
      onClose={() => answerWaiting(false)}
      actions={
        <>
          <Button onClick={() => answerWaiting(false)}>{w.leave.stay}</Button>
          <Button kind="danger" onClick={() => answerWaiting(true)}>{w.leave.go}</Button>
        </>
      }
    >
      <p>{w.leave.text}</p>
    </Dialog>
  );
}
