import { useState } from "preact/hooks";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextArea } from "../../ui/Form.tsx";
import { student as w } from "../../words/student.en.ts";
import { useSession } from "../context.ts";
import { Hand } from "../icons.tsx";
import css from "./exam.module.css";

/** As the server takes it. */
const LONGEST = 500;

export function CallButton() {
  const { help } = useSession();
  const [asking, setAsking] = useState(false);
  const { kind } = help.state.value;
  const isCalling = kind === "calling" || kind === "called";
  return (
    <>
      {!isCalling && <Button class={css.call ?? ""} onClick={() => setAsking(true)}><Hand /> {w.help.act}</Button>}
      {asking && <CallDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function CallDialog({ onClose }: { onClose: () => void }) {
  const { help } = useSession();
  const [text, setText] = useState("");
  const call = () => {
    help.call(text);
    onClose();
  };
  return (
    <Dialog
      title={w.help.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{w.help.back}</Button>
          <Button kind="primary" onClick={call}>{w.help.call}</Button>
        </>
      }
    >
      <p class={css.lead}>{w.help.lead}</p>
      <TextArea label={w.help.words} value={text} rows={3} onInput={setText} attributes={{ maxLength: LONGEST, autofocus: true }} />
    </Dialog>
  );
}

/** How the call stands, with the one thing to do about it. */
export function HelpState() {
  const { help } = useSession();
  const state = help.state.value;
  if (state.kind === "none") return null;
  const isOpen = state.kind === "calling" || state.kind === "called";
  return (
    <div class={`${css.help} ${css[state.kind] ?? ""}`}>
      <p><HelpText /></p>
      {isOpen
        ? <Button small onClick={() => help.cancel()}>{w.help.cancel}</Button>
        : <Button small onClick={() => help.settle()}>{w.close}</Button>}
    </div>
  );
}

function HelpText() {
  const { help, sitting } = useSession();
  const state = help.state.value;
  if (state.kind === "answered") {
    return sitting.tools.includes("chat") ? w.help.answered(state.by) : w.help.answeredNoChat(state.by);
  }
  if (state.kind === "refused") return `${w.help.refused}: ${state.sentence}`;
  return state.kind === "none" ? null : w.help[state.kind];
}
