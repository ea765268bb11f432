import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import css from "./ui.module.css";

interface DialogProps {
  title: string;
  children: ComponentChildren;
  actions?: ComponentChildren;
  onClose?: () => void; // left out: only an action closes it
  wide?: boolean;
}

const FOCUSABLE = "a[href],button:not(:disabled),input:not(:disabled),select:not(:disabled),textarea:not(:disabled),[tabindex='0']";

function trap(event: KeyboardEvent, box: HTMLElement): void {
  const stops = Array.from(box.querySelectorAll<HTMLElement>(FOCUSABLE));
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (!first || !last) return;
  const at = document.activeElement;
  const leaving = event.shiftKey ? at === first || at === box : at === last;
  if (!leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}

/** A modal dialog of our own: the native one needs Safari 15.4 and Firefox 98. */
export function Dialog({ title, children, actions, onClose, wide }: DialogProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const target = box.current?.querySelector<HTMLElement>("[autofocus]," + FOCUSABLE) ?? box.current;
    target?.focus();
    return () => before?.focus?.();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape" && onClose) onClose();
    if (event.key === "Tab" && box.current) trap(event, box.current);
  };
  return (
    <div class={css.backdrop}>
      <div
        ref={box}
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        class={wide ? `${css.dialog} ${css.wide}` : css.dialog}
      >
        <h2>{title}</h2>
        {children}
        {actions && <div class={css.actions}>{actions}</div>}
      </div>
    </div>
  );
}
