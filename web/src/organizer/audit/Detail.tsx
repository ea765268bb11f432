import css from "./audit.module.css";

const text = (value: unknown): string => (typeof value === "object" && value !== null ? JSON.stringify(value) : String(value));

/** The entry's own particulars, as they were written down. */
export const Detail = ({ detail }: { detail: Record<string, unknown> }) => (
  <span class={css.detail}>
    {Object.entries(detail).map(([name, value]) => (
      <span key={name}><b>{name.replace(/_/g, " ")}</b> {text(value)}</span>
    ))}
  </span>
);
