import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Button } from "./Button.tsx";
import css from "./ui.module.css";

export type Tone = "plain" | "good" | "warn" | "bad" | "brand";

export function Badge({ children, tone = "plain", title }: { children: ComponentChildren; tone?: Tone; title?: string }) {
  return <span class={`${css.badge} ${tone === "plain" ? "" : css[`tone-${tone}`]}`} title={title}>{children}</span>;
}

export function Card({ children, class: extra = "" }: { children: ComponentChildren; class?: string }) {
  return <section class={`${css.card} ${extra}`}>{children}</section>;
}

/** A message that stays where it is until its cause is gone; `alert` is read out at once. */
export function Notice({ children, tone = "brand", alert }: { children: ComponentChildren; tone?: Tone; alert?: boolean }) {
  return <div class={`${css.notice} ${css[`tone-${tone}`] ?? ""}`} role={alert ? "alert" : "status"}>{children}</div>;
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return <div class={css.empty}><h2>{title}</h2>{children}</div>;
}

interface ToastItem { id: number; text: string; tone: Tone; undo?: () => void; undoText?: string }
const toasts = signal<ToastItem[]>([]);
const TOAST_MS = 6000; // long enough to read a sentence and to reach the undo button
let next = 1;

export function toast(text: string, tone: Tone = "plain", undo?: { text: string; act: () => void }): void {
  const item: ToastItem = { id: next++, text, tone, ...(undo ? { undo: undo.act, undoText: undo.text } : {}) };
  toasts.value = [...toasts.value, item];
  setTimeout(() => dismiss(item.id), TOAST_MS);
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((t) => t.id !== id);
}

/** Place once per page. */
export function Toasts() {
  return (
    <div class={css.toasts} aria-live="polite">
      {toasts.value.map((t) => (
        <div key={t.id} class={`${css.toast} ${t.tone === "bad" ? css["tone-bad"] : ""}`}>
          <span>{t.text}</span>
          {t.undo && <Button kind="quiet" small onClick={() => { t.undo?.(); dismiss(t.id); }}>{t.undoText}</Button>}
        </div>
      ))}
    </div>
  );
}
