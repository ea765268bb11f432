import { useComputed, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { mayUse } from "../../state/proctor/focus.ts";
import type { Panel } from "../../state/proctor/preferences.ts";
import { Button, Spinner } from "../../ui/Button.tsx";
import { proctor as w } from "../../words/proctor.en.ts";
import { Chat } from "./Chat.tsx";
import { Notes } from "./Notes.tsx";
import type { PartProps } from "./parts.ts";
import css from "./side.module.css";
import { Violations } from "./Violations.tsx";

const ALL: readonly Panel[] = ["chat", "violations", "notes"];

const PARTS: Record<Panel, (props: PartProps) => preact.JSX.Element> = { chat: Chat, violations: Violations, notes: Notes };

function Count({ panel, board, focus }: PartProps & { panel: Panel }) {
  const page = focus.page.value;
  const tile = board.tiles.value.get(focus.session);
  const unread = tile ? board.unread(tile) : 0;
  if (panel === "chat") return unread ? <b class={css.unread} title={w.unread(unread)}>{unread}</b> : null;
  const kept = panel === "violations" ? page?.violations.filter((v) => !v.dismissed) : page?.events.filter((e) => e.kind === "comment");
  return kept?.length ? <span class={css.count}>{kept.length}</span> : null;
}

/** Warning and ending stand apart from what is pressed often. */
function Intervene({ focus, subject, view }: PartProps) {
  const page = focus.page.value;
  const may = { warn: mayUse(page, "warning"), terminate: mayUse(page, "termination") };
  if (!page || subject.over || !(may.warn || may.terminate)) return null;
  return (
    <div class={css.acts}>
      {may.warn && <Button small onClick={() => { view.asking.value = "warn"; }}>{w.warn.act}</Button>}
      {may.terminate && <Button small class={css.end ?? ""} onClick={() => { view.asking.value = "terminate"; }}>{w.terminate.act}</Button>}
    </div>
  );
}

function Tabs({ panels, now, ...props }: PartProps & { panels: readonly Panel[]; now: Panel }) {
  const box = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    const to = (panels.indexOf(now) + by + panels.length) % panels.length;
    props.board.preferences.panel.value = panels[to] as Panel;
    box.current?.querySelectorAll("button")[to]?.focus();
  };
  return (
    <div ref={box} class={css.tabs} role="tablist" aria-label={w.panels.title} onKeyDown={onKeyDown}>
      {panels.map((panel) => (
        <button
          key={panel} type="button" role="tab" id={`tab-${panel}`} aria-selected={panel === now} aria-controls="side-panel"
          tabIndex={panel === now ? 0 : -1} onClick={() => { props.board.preferences.panel.value = panel; }}
        >
          {w.panels[panel]} <Count {...props} panel={panel} />
        </button>
      ))}
    </div>
  );
}

/** Chat, violations and notes, one of them open; and what ends or interrupts an exam. */
export function Side(props: PartProps) {
  const { board, focus } = props;
  const { panel } = board.preferences;
  const chats = useComputed(() => mayUse(focus.page.value, "chat")).value;
  const panels = ALL.filter((p) => p !== "chat" || chats);
  const now = panels.includes(panel.value) ? panel.value : (panels[0] as Panel);
  const Part = PARTS[now];
  useSignalEffect(() => {
    if (board.wishChat.value === focus.session) panel.value = "chat";
  });
  return (
    <aside class={css.side} aria-label={w.panels.title}>
      <Tabs {...props} panels={panels} now={now} />
      <div class={css.panel} id="side-panel" role="tabpanel" aria-labelledby={`tab-${now}`}>
        {focus.page.value ? <Part {...props} /> : <p class={css.loading} role="status"><Spinner /> {w.loading}</p>}
      </div>
      <Intervene {...props} />
    </aside>
  );
}
