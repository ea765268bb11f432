import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { review as words } from "../words/review.en.ts";
import css from "./page.module.css";
import type { View } from "./view.ts";

export function KeyList({ view }: { view: View }) {
  if (!view.keys.value) return null;
  const close = () => {
    view.keys.value = false;
  };
  return (
    <Dialog title={words.keys} onClose={close} actions={<Button onClick={close}>{words.close}</Button>}>
      <dl class={css.keys}>
        {words.keyList.map(([key, what]) => <div key={key}><dt>{key}</dt><dd>{what}</dd></div>)}
      </dl>
    </Dialog>
  );
}
