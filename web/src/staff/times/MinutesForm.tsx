import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { minutesIn } from "../../state/staff/times.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextArea, TextField } from "../../ui/Form.tsx";
import { times as w } from "../../words/times.en.ts";
import { tried } from "../tried.ts";
import css from "./times.module.css";

interface MinutesProps {
  title: string;
  act: string;
  /** Null: no minutes are asked for. */
  minutes: { label: string; first: string; most: number; hint?: (minutes: number | null) => string } | null;
  children: ComponentChildren;
  send: (minutes: number | null, reason: string) => Promise<void>;
  onClose: () => void;
}

/** Minutes and a reason; stays open, with all that was typed, when it is refused. */
export function MinutesDialog({ title, act, minutes, children, send, onClose }: MinutesProps) {
  const typed = useSignal(minutes?.first ?? "");
  const reason = useSignal("");
  const tries = useSignal(0);
  const busy = useSignal(false);
  const wanted = minutes && minutesIn(typed.value, minutes.most);
  const missing = tries.value > 0 && !reason.value.trim();
  function submit(event: Event): void {
    event.preventDefault();
    tries.value++;
    if (busy.value || (minutes && wanted === null) || !reason.value.trim()) return;
    void tried(busy, () => send(wanted, reason.value.trim()), onClose);
  }
  const actions = <><Button onClick={onClose}>{w.cancel}</Button><Button kind="primary" busy={busy.value} onClick={submit}>{act}</Button></>;
  return (
    <Dialog title={title} onClose={onClose} actions={actions}>
      <div class={css.lead}>{children}</div>
      <form onSubmit={submit} noValidate>
        {minutes && (
          <TextField
            label={minutes.label} value={typed.value} onInput={(text) => { typed.value = text; }}
            error={tries.value > 0 && wanted === null ? w.needMinutes(minutes.most) : undefined} hint={minutes.hint?.(wanted) ?? ""}
            attributes={{ inputMode: "numeric", maxLength: 4, autocomplete: "off", autofocus: true }}
          />
        )}
        <TextArea
          label={w.reason} hint={w.reasonHint} rows={3} value={reason.value} onInput={(text) => { reason.value = text; }}
          error={missing ? w.needReason : undefined} attributes={{ maxLength: 2000 }}
        />
      </form>
    </Dialog>
  );
}
