import type { ComponentChildren } from "preact";
import css from "./ui.module.css";

interface ButtonProps {
  children: ComponentChildren;
  onClick?: (event: MouseEvent) => void;
  kind?: "plain" | "primary" | "danger" | "quiet";
  small?: boolean;
  busy?: boolean;
  disabled?: boolean;
  type?: "button" | "submit";
  title?: string;
  label?: string; // for a button that shows only a sign
  pressed?: boolean;
  class?: string;
}

export function Button(props: ButtonProps) {
  const { kind = "plain", small, busy, disabled, type = "button" } = props;
  const names = [css.button, kind === "plain" ? "" : css[kind], small ? css.small : "", props.class ?? ""];
  return (
    <button
      type={type}
      class={names.filter(Boolean).join(" ")}
      disabled={disabled || busy}
      onClick={props.onClick}
      title={props.title}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-busy={busy}
    >
      {busy && <Spinner />}
      {props.children}
    </button>
  );
}

export function Spinner() {
  return <span class={css.spinner} aria-hidden="true" />;
}
