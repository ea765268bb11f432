import css from "./toolbar.module.css";

interface SegmentsProps<T extends string> {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onPick: (value: T) => void;
}

/** A choice of few, all in sight. */
export function Segments<T extends string>({ label, value, options, onPick }: SegmentsProps<T>) {
  return (
    <div class={css.segments} role="group" aria-label={label}>
      {options.map(([option, text]) => (
        <button key={option} type="button" aria-pressed={option === value} onClick={() => onPick(option)}>{text}</button>
      ))}
    </div>
  );
}
