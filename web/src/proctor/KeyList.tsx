import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { proctor as w } from "../words/proctor.en.ts";
import css from "./grid.module.css";

export function KeyList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={w.help.title} onClose={onClose} actions={<Button onClick={onClose}>{w.help.close}</Button>}>
      <dl class={css.keys}>
        {w.help.list.map(([key, what]) => <div key={key}><dt>{key}</dt><dd>{what}</dd></div>)}
      </dl>
    </Dialog>
  );
}
