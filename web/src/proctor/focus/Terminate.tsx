import { useSignal } from "@preact/signals";
import { toast } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Check, TextArea } from "../../ui/Form.tsx";
import { proctor as w } from "../../words/proctor.en.ts";
import { tried } from "../../staff/tried.ts";
import css from "./dialogs.module.css";
import { useDraft } from "./draft.ts";
import type { PartProps } from "./parts.ts";

/** Nothing takes this back: a reason and a confirmation are asked for, and Enter alone does nothing. */
export function Terminate({ board, focus, subject, onClose }: PartProps & { onClose: () => void }) {
  const [reason, setReason] = useDraft(board, `reason ${focus.session}`);
  const sure = useSignal(false);
  const tries = useSignal(0);
  const busy = useSignal(false);
  const missing = tries.value > 0 && !reason.trim();
  const end = () => {
    tries.value++;
    if (!reason.trim() || !sure.value) return;
    const done = () => {
      setReason("");
      toast(w.terminate.done);
      onClose();
      void focus.load();
    };
    void tried(busy, () => focus.terminate(reason.trim()), done);
  };
  const actions = (
    <>
      <Button onClick={onClose}>{w.terminate.cancel}</Button>
      <Button kind="danger" busy={busy.value} onClick={end}>{w.terminate.act2}</Button>
    </>
  );
  return (
    <Dialog title={w.terminate.title(subject.student)} onClose={onClose} actions={actions}>
      <p class={css.lead}>{w.terminate.lead}</p>
      <TextArea
        label={w.terminate.reason} rows={3} value={reason} onInput={setReason} error={missing ? w.terminate.missing : undefined}
        attributes={{ maxlength: 2000, autofocus: true }}
      />
      <Check label={w.terminate.confirm(subject.student)} checked={sure.value} onInput={(on) => { sure.value = on; }} />
      {tries.value > 0 && !sure.value && <p class={css.error} role="alert">{w.terminate.unconfirmed}</p>}
    </Dialog>
  );
}
