import { useRef } from "preact/hooks";
import type { Review } from "../state/review/page.ts";
import { review as words } from "../words/review.en.ts";
import { Chat } from "./Chat.tsx";
import { Notes } from "./Notes.tsx";
import css from "./panels.module.css";
import type { Panel, View } from "./view.ts";
import { Violations } from "./Violations.tsx";

const PANELS: readonly Panel[] = ["violations", "chat", "notes"];

function name(panel: Panel, review: Review): string {
  const page = review.page.value;
  if (panel === "chat") return words.chat(page?.chat.length ?? 0);
  if (panel === "notes") return words.notes(page?.events.filter((e) => e.kind === "comment").length ?? 0);
  return words.violations(page?.violations.filter((v) => !v.dismissed).length ?? 0);
}

export function Side({ review, view }: { review: Review; view: View }) {
  const tabs = useRef<HTMLDivElement>(null);
  const now = view.panel.value;
  const onKeyDown = (e: KeyboardEvent) => {
    const by = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    e.preventDefault();
    const next = (PANELS.indexOf(now) + by + PANELS.length) % PANELS.length;
    view.panel.value = PANELS[next] as Panel;
    tabs.current?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <aside class={css.side} aria-label={words.panels}>
      <div ref={tabs} class={css.tabs} role="tablist" aria-label={words.panels} onKeyDown={onKeyDown}>
        {PANELS.map((panel) => (
          <button
            key={panel} type="button" role="tab" id={`tab-${panel}`} aria-selected={panel === now} aria-controls="side-panel"
            tabIndex={panel === now ? 0 : -1} onClick={() => { view.panel.value = panel; }}
          >
            {name(panel, review)}
          </button>
        ))}
      </div>
      <div class={css.panel} id="side-panel" role="tabpanel" aria-labelledby={`tab-${now}`} tabIndex={0} data-scrolls>
        {now === "violations" && <Violations review={review} />}
        {now === "chat" && <Chat review={review} />}
        {now === "notes" && <Notes review={review} view={view} />}
      </div>
    </aside>
  );
}
