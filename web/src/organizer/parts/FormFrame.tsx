import type { ComponentChildren } from "preact";
import type { Draft } from "../../state/organizer/draft.ts";
import { homeless, placeOf } from "../../state/organizer/faults.ts";
import { Notice } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { refusalText } from "../../staff/refusal.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import css from "./parts.module.css";

type Shown = (place: string) => boolean;

/** What stands over a refused form: the reason, and the errors that no field shows. */
export function FormFaults<F extends object>({ draft, shown }: { draft: Draft<F>; shown: Shown }) {
  const errors = draft.errors.value;
  const rest = homeless(errors, shown);
  const fault = draft.fault.value;
  const atFields = errors.length - rest.length;
  if (!fault && !errors.length) return null;
  return (
    <Notice tone="bad" alert>
      {fault && !errors.length && <p>{refusalText(fault)}</p>}
      {atFields > 0 && <p>{w.common.faults(atFields)}</p>}
      {rest.map((error) => <p key={error.where}>{placeOf(error)}: {error.message}</p>)}
    </Notice>
  );
}

/** Stays in sight below a long form: save it, start over, is it saved. Begins at the left: toasts come up at the right. */
export function SaveBar<F extends object>({ draft, fresh, saveText, children }: {
  draft: Draft<F>; fresh?: boolean; saveText?: string; children?: ComponentChildren;
}) {
  const dirty = draft.dirty.value;
  return (
    <div class={css.saveBar}>
      <Button kind="primary" type="submit" busy={draft.busy.value} disabled={!fresh && !dirty}>
        {saveText ?? w.common.save}
      </Button>
      {dirty && !fresh && <Button disabled={draft.busy.value} onClick={draft.discard}>{w.common.discard}</Button>}
      {children}
      <span class={dirty ? css.unsaved : css.soft} role="status">
        {dirty ? w.common.unsaved : fresh ? "" : w.common.allSaved}
      </span>
    </div>
  );
}
