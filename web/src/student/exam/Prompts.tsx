import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Input } from "../../state/student/world.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { timeOfDay } from "../../ui/time.ts";
import { student as w } from "../../words/student.en.ts";
import { Choosing } from "../Choosing.tsx";
import { useSession } from "../context.ts";
import { GoWithout } from "../Without.tsx";
import { paragraphs, troubleOf } from "../texts.ts";
import css from "./exam.module.css";
import { SideName } from "./Side.tsx";

const p = w.prompts;

/** Focus goes to the text, not to the button: who is writing must not confirm with the next key. */
export function WarningDialog() {
  const { warnings } = useSession();
  const warning = warnings.first.value;
  if (!warning) return null;
  return (
    <Dialog
      key={warning.id}
      title={p.warning.title}
      actions={<Button kind="primary" onClick={() => warnings.confirm()}>{p.warning.act}</Button>}
    >
      <div tabIndex={-1} autofocus class={`${css.quietFocus} ${css.warning}`}>
        {paragraphs(warning.text).map((part) => <p key={part}>{part}</p>)}
        <p class={css.soft}>{p.warning.by(warning.by, timeOfDay(warning.at_ms))}</p>
      </div>
    </Dialog>
  );
}

/** Stands in the content's place until it is dealt with. The proctor stays within reach, and so does the end. */
export function Blocker({ onSide }: { onSide: () => void }) {
  const kind = useSession().prompt.value?.kind;
  if (kind === "screen") return <ScreenGone onSide={onSide} />;
  return kind === "inputs" ? <InputsGone onSide={onSide} /> : <LeftFullscreen />;
}

function ScreenGone({ onSide }: { onSide: () => void }) {
  const session = useSession();
  const { problems, prompting } = session.devices;
  const cause = problems.value.screen;
  const isBack = session.resumed.value && !cause;
  const [what, cure] = troubleOf("screen", cause);
  return (
    <Card title={isBack ? p.screen.backTitle : p.screen.title}>
      {cause && cause !== "ended" && <p><strong>{what}.</strong> {cure}</p>}
      <p>{isBack ? p.screen.backText : p.screen.text}</p>
      <Acts onSide={onSide}>
        <Button kind="primary" busy={prompting.value} onClick={() => void session.openDevices()}>
          {isBack ? p.screen.backAct : p.screen.act}
        </Button>
      </Acts>
    </Card>
  );
}

function InputsGone({ onSide }: { onSide: () => void }) {
  const session = useSession();
  const { missing, problems, prompting } = session.devices;
  const gone = missing.value.filter((device): device is Input => device !== "screen");
  return (
    <Card title={p.inputs.title}>
      {gone.filter((device) => problems.value[device]).map((device) => {
        const [what, cure] = troubleOf(device, problems.value[device]);
        return <p key={device}><strong>{what}.</strong> {cure}</p>;
      })}
      {prompting.value && <p>{p.inputs.asking}</p>}
      {gone.map((device) => <Choosing key={device} input={device} always />)}
      <p>{p.inputs.text}</p>
      <Acts onSide={onSide}>
        <Button kind="primary" busy={prompting.value} onClick={() => void session.openDevices()}>{w.again}</Button>
        {gone.map((device) => <GoWithout key={device} input={device} />)}
      </Acts>
    </Card>
  );
}

function LeftFullscreen() {
  const session = useSession();
  return (
    <Card title={p.fullscreen.title}>
      <p>{p.fullscreen.text}</p>
      <Acts><Button kind="primary" onClick={() => session.enterFullscreen()}>{p.fullscreen.act}</Button></Acts>
    </Card>
  );
}

function Acts({ children, onSide }: { children: ComponentChildren; onSide?: () => void }) {
  return (
    <div class={css.blockActs}>
      {children}
      {onSide && <Button kind="quiet" onClick={onSide}><SideName /></Button>}
    </div>
  );
}

function Card({ title, children }: { title: string; children: ComponentChildren }) {
  const box = useFocusWhileThere();
  return (
    <div class={css.block}>
      <div ref={box} class={`${css.card} ${css.quietFocus}`} role="alertdialog" aria-label={title} tabIndex={-1}>
        <h2>{title}</h2>
        {children}
      </div>
    </div>
  );
}

/** Takes the focus out of the hidden content, and gives it back to where somebody was writing. */
function useFocusWhileThere() {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    before.current = document.activeElement as HTMLElement | null;
  }, []);
  useEffect(() => {
    if (!before.current?.closest("aside")) box.current?.focus(); // whoever writes to the proctor goes on writing
    // A task later: until then the content is still hidden, and what is hidden takes no focus.
    return () => void setTimeout(() => document.activeElement === document.body && before.current?.focus());
  }, []);
  return box;
}
