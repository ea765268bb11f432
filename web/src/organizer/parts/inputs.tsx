import { useEffect, useRef } from "preact/hooks";
import ui from "../../ui/ui.module.css";
import { organizer as w } from "../../words/organizer.en.ts";
import css from "./parts.module.css";

export function SearchBox({ label, value, onInput, autofocus }: {
  label: string; value: string; onInput: (value: string) => void; autofocus?: boolean;
}) {
  return (
    <input
      type="search" class={`${ui.input} ${css.search}`} placeholder={label} aria-label={label} value={value}
      autofocus={autofocus} onInput={(e) => onInput(e.currentTarget.value)}
    />
  );
}

export function FilterSelect({ label, value, options, onInput }: {
  label: string; value: string; options: readonly (readonly [string, string])[]; onInput: (value: string) => void;
}) {
  return (
    <select class={`${ui.input} ${css.filter}`} aria-label={label} value={value} onChange={(e) => onInput(e.currentTarget.value)}>
      {options.map(([v, text]) => <option key={v} value={v}>{text}</option>)}
    </select>
  );
}

export function Choice({ label, checked, onInput, disabled, hint }: {
  label: string; checked: boolean; onInput: (on: boolean) => void; disabled?: boolean; hint?: string;
}) {
  return (
    <label class={css.choice}>
      <input type="checkbox" checked={checked} disabled={disabled} onChange={(e) => onInput(e.currentTarget.checked)} />
      <span>{label}{hint && <span class={css.choiceHint}>{hint}</span>}</span>
    </label>
  );
}

/** A checkbox without a visible label, in a table. */
export function Tick({ label, checked, onInput, disabled }: {
  label: string; checked: boolean | "some"; onInput: (on: boolean, shift: boolean) => void; disabled?: boolean;
}) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = checked === "some";
  }, [checked]);
  return (
    <label class={css.tick}>
      <span class="visually-hidden">{label}</span>
      <input
        ref={box} type="checkbox" checked={checked === true} disabled={disabled}
        onClick={(e) => onInput(e.currentTarget.checked, e.shiftKey)}
      />
    </label>
  );
}

/** A small number field in a table; its error is said below it. */
export function NumberInput({ label, value, onInput, disabled, error, unit, title }: {
  label: string; value: string; onInput: (value: string) => void; disabled?: boolean;
  error?: string | undefined; unit?: string; title?: string;
}) {
  return (
    <span class={css.number}>
      <span class={css.numberRow}>
        <input
          class={`${ui.input} ${css.numberBox}`} inputMode="decimal" aria-label={label} aria-invalid={!!error}
          value={value} disabled={disabled} title={title} onInput={(e) => onInput(e.currentTarget.value)}
        />
        {unit && <span class={css.unit}>{unit}</span>}
      </span>
      {error && <span class={ui.error} role="alert">{error}</span>}
    </span>
  );
}

export function MoreButton({ busy, onClick }: { busy: boolean; onClick: () => void }) {
  return (
    <div class={css.more}>
      <button type="button" class={ui.button} disabled={busy} onClick={onClick}>
        {busy ? w.common.loading : w.common.more}
      </button>
    </div>
  );
}
