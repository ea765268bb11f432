import { useState } from "preact/hooks";
import css from "./ui.module.css";

let counter = 0;
function useId(): string {
  return useState(() => `f${++counter}`)[0];
}

interface FieldProps {
  label: string;
  hint?: string;
  error?: string | undefined;
}

type Attributes = Record<string, unknown>;

interface TextProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  attributes?: Attributes; // type, autocomplete, min, max, required, autofocus ...
}

function Below({ id, hint, error }: { id: string; hint?: string | undefined; error?: string | undefined }) {
  return (
    <span id={id}>
      {error ? <span class={css.error}>{error}</span> : hint ? <span class={css.hint}>{hint}</span> : null}
    </span>
  );
}

export function TextField({ label, hint, error, value, onInput, attributes }: TextProps) {
  const id = useId();
  return (
    <div class={css.field}>
      <label class={css.label} for={id}>{label}</label>
      <input
        id={id}
        class={css.input}
        value={value}
        onInput={(e) => onInput(e.currentTarget.value)}
        aria-invalid={!!error}
        aria-describedby={`${id}b`}
        {...attributes}
      />
      <Below id={`${id}b`} hint={hint} error={error} />
    </div>
  );
}

interface AreaProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  rows?: number;
  attributes?: Attributes;
}

export function TextArea({ label, hint, error, value, onInput, rows = 4, attributes }: AreaProps) {
  const id = useId();
  return (
    <div class={css.field}>
      <label class={css.label} for={id}>{label}</label>
      <textarea
        id={id}
        class={css.input}
        rows={rows}
        value={value}
        onInput={(e) => onInput(e.currentTarget.value)}
        aria-invalid={!!error}
        aria-describedby={`${id}b`}
        {...attributes}
      />
      <Below id={`${id}b`} hint={hint} error={error} />
    </div>
  );
}

interface SelectProps extends FieldProps {
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  onInput: (value: string) => void;
}

export function Select({ label, hint, error, value, options, onInput }: SelectProps) {
  const id = useId();
  return (
    <div class={css.field}>
      <label class={css.label} for={id}>{label}</label>
      <select
        id={id}
        class={css.input}
        value={value}
        onChange={(e) => onInput(e.currentTarget.value)}
        aria-invalid={!!error}
        aria-describedby={`${id}b`}
      >
        {options.map(([v, text]) => <option key={v} value={v}>{text}</option>)}
      </select>
      <Below id={`${id}b`} hint={hint} error={error} />
    </div>
  );
}

export function Check({ label, checked, onInput, disabled }: {
  label: string;
  checked: boolean;
  onInput: (value: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <label class={css.field}>
      <input type="checkbox" checked={checked} disabled={disabled} onChange={(e) => onInput(e.currentTarget.checked)} />{" "}
      {label}
    </label>
  );
}
