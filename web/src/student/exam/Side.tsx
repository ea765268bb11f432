import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../ui/Button.tsx";
import { student as w } from "../../words/student.en.ts";
import { useSession } from "../context.ts";
import { Chat } from "./Chat.tsx";
import { DevicesButton } from "./DeviceDialog.tsx";
import css from "./exam.module.css";
import { CallButton, HelpState } from "./Help.tsx";

export function SideName() {
  return useSession().sitting.tools.includes("chat") ? w.exam.open : w.exam.openNoChat;
}

/** The proctor's side of the page: beside the content, over it only where there is no room beside. */
export function Side({ onHide }: { onHide: () => void }) {
  const { sitting } = useSession();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current?.focus();
    return () => before?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onHide();
  };
  return (
    <aside ref={box} class={css.side} aria-label={w.exam.open} tabIndex={-1} onKeyDown={onKeyDown}>
      <div class={css.sideTop}>
        <h2>{w.exam.side}</h2>
        <DevicesButton />
        <Button kind="quiet" small onClick={onHide}>{w.exam.hide}</Button>
      </div>
      <div class={css.sideHelp}>
        <CallButton />
        <div role="status"><HelpState /></div>
      </div>
      {sitting.tools.includes("chat") && <Chat />}
    </aside>
  );
}
