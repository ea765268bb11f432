import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { refusalOf } from "../../state/organizer/faults.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import type { Refusal } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { FaultNotice } from "./Loaded.tsx";
import css from "./parts.module.css";

interface ConfirmProps {
  title: string;
  text: string;
  more?: ComponentChildren;
  act: string;
  stay?: string;
  onClose: () => void;
  /** Stays open, with the reason, when this is refused. */
  onAct: () => void | Promise<void>;
}

export function Confirm({ title, text, more, act, stay = w.common.cancel, onClose, onAct }: ConfirmProps) {
  const [fault, setFault] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  async function go(): Promise<void> {
    setBusy(true);
    try {
      await onAct();
      onClose();
    } catch (error) {
      setFault(refusalOf(error));
      setBusy(false);
    }
  }
  return (
    <Dialog
      title={title} onClose={onClose}
      actions={<><Button onClick={onClose}>{stay}</Button><Button kind="danger" busy={busy} onClick={go}>{act}</Button></>}
    >
      {fault && <FaultNotice fault={fault} />}
      <p>{text}</p>
      {more && <div class={css.confirmMore}>{more}</div>}
    </Dialog>
  );
}
