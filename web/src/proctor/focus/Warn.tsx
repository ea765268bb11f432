import { useSignal } from "@preact/signals";
import { toast } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextArea } from "../../ui/Form.tsx";
import { proctor as w } from "../../words/proctor.en.ts";
import { tried } from "../../staff/tried.ts";
import css from "./dialogs.module.css";
import { useDraft } from "./draft.ts";
import type { PartProps } from "./parts.ts";

function Ready({ onPick }: { onPick: (text: string) => void }) {
  return (
    <fieldset class={css.ready}>
      <legend>{w.warn.ready}</legend>
      {w.warn.sentences.map((s) => <button key={s} type="button" onClick={() => onPick(s)}>{s}</button>)}
    </fieldset>
  );
}

export function Warn({ board, focus, subject, onClose }: PartProps & { onClose: () => void }) {
  const [text, setText] = useDraft(board, `warning ${focus.session}`);
  const missing = useSignal(false);
  const busy = useSignal(false);
  const send = () => {
    const said = text.trim();
    missing.value = !said;
    const done = () => {
      setText("");
      toast(w.warn.sent);
      onClose();
    };
    if (said) void tried(busy, () => focus.warn(said), done);
  };
  const actions = (
    <>
      <Button onClick={onClose}>{w.warn.cancel}</Button>
      <Button kind="primary" busy={busy.value} onClick={send}>{w.warn.send}</Button>
    </>
  );
  return (
    <Dialog title={w.warn.title(subject.student)} onClose={onClose} actions={actions}>
      <p class={css.lead}>{w.warn.lead}</p>
      <TextArea
        label={w.warn.text} rows={3} value={text} onInput={setText} error={missing.value && !text.trim() ? w.warn.missing : undefined}
        attributes={{ maxlength: 2000, autofocus: true }}
      />
      <Ready onPick={setText} />
    </Dialog>
  );
}
