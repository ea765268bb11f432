import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/bits.tsx";
import { student as w } from "../words/student.en.ts";
import { Cannot } from "./Cannot.tsx";
import { CheckRow } from "./CheckRow.tsx";
import { useSession } from "./context.ts";
import { Frame } from "./Frame.tsx";
import { LessonRow, Marks } from "./LessonRow.tsx";
import css from "./student.module.css";
import { refusalText } from "./texts.ts";
import { GoneWithout } from "./Without.tsx";

export function Equipment() {
  const session = useSession();
  const { checks, lesson } = session;
  const all = checks.all.value;
  const left = all.filter(({ state }) => state !== "ok").length + (lesson.settled.value ? 0 : 1);
  const says = checks.stands.value ? w.check.stands : left ? w.check.left(left) : w.check.allGood;
  const fault = session.fault.value;
  return (
    <Frame title={w.check.title} step="equipment">
      <p class={css.lead}>{w.check.lead}</p>
      <ul class={css.checks}>
        {all.map((check) => <CheckRow key={check.name} check={check} />)}
        {!checks.stands.value && <LessonRow />}
      </ul>
      <GoneWithout />
      <Marks />
      <Cannot title={w.check.notAvailable} names={checks.unavailable.value} />
      {fault && <Notice tone="bad" alert>{w.check.refused}: {refusalText(fault)}</Notice>}
      <div class={css.go}>
        <Button kind="primary" disabled={left > 0} busy={session.busy.value} onClick={() => session.passCheck()}>
          {w.check.go}
        </Button>
        <span class={css.soft} role="status">{says}</span>
      </div>
    </Frame>
  );
}
