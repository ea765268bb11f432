import { scoreTone } from "../../state/organizer/sessions.ts";
import { Badge, toast, type Tone } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import css from "./parts.module.css";

type Row = Body<"SessionRow">;

const TONES: Record<Row["state"], Tone> = {
  scheduled: "plain", checking: "brand", running: "brand", finished: "good",
  terminated: "bad", expired: "warn", concluded: "plain",
};

export function StateCell({ row }: { row: Row }) {
  const away = row.state === "running" && !row.online;
  return (
    <span class={css.badges}>
      <Badge tone={TONES[row.state]}>{w.sessions.states[row.state]}</Badge>
      {away && <Badge tone="warn">{w.sessions.offline}</Badge>}
    </span>
  );
}

/** The number, and a bar whose colour and length say the same. */
export function ScoreCell({ row }: { row: Row }) {
  if (row.credibility === null) return <span class={css.soft}>{w.sessions.noScore}</span>;
  const rounded = Math.round(row.credibility * 10) / 10;
  const tone = scoreTone(row);
  return (
    <span class={css.score} title={w.sessions.scoreOf(rounded)}>
      <span class={`${css.scoreNumber} ${css[`ink-${tone}`]}`}>{rounded.toFixed(1)}</span>
      <span class={css.meter} aria-hidden="true">
        <span class={`${css.meterFill} ${css[`fill-${tone}`]}`} style={{ width: `${Math.max(2, row.credibility)}%` }} />
      </span>
    </span>
  );
}

export function ConclusionCell({ row }: { row: Row }) {
  if (row.conclusion) {
    return <Badge tone={row.conclusion === "accepted" ? "good" : "bad"}>{w.sessions.conclusions[row.conclusion]}</Badge>;
  }
  return row.for_review ? <Badge tone="warn">{w.sessions.forReview}</Badge> : null;
}

export async function copyText(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(said, "good");
  } catch {
    toast(w.common.copyFailed, "bad"); // no permission, or no TLS (Chrome offers the clipboard to safe origins only)
  }
}

export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const anchor = document.createElement("a");
  [anchor.href, anchor.download] = [url, name];
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function RowActions({ items }: {
  items: readonly { text: string; label: string; act: () => void; busy?: boolean }[];
}) {
  return (
    <span class={css.rowActions}>
      {items.map((item) => (
        <Button key={item.text} kind="quiet" small label={item.label} busy={item.busy} onClick={item.act}>{item.text}</Button>
      ))}
    </span>
  );
}
