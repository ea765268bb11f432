import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/bits.tsx";
import { student as w } from "../words/student.en.ts";
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
  const fault = session.fault.value;
  return (
    <Frame title={w.check.title} step="equipment">
      <p class={css.lead}>{w.check.lead}</p>
      <ul class={css.checks}>
        {all.map((check) => <CheckRow key={check.name} check={check} />)}
        <LessonRow />
      </ul>
      <GoneWithout />
      <Marks />
      <NotAvailable names={checks.unavailable.value} />
      {fault && <Notice tone="bad" alert>{w.check.refused}: {refusalText(fault)}</Notice>}
      <div class={css.go}>
        <Button kind="primary" disabled={left > 0} busy={session.busy.value} onClick={() => session.passCheck()}>
          {w.check.go}
        </Button>
        <span class={css.soft} role="status">{left ? w.check.left(left) : w.check.allGood}</span>
      </div>
    </Frame>
  );
}

function NotAvailable({ names }: { names: string[] }) {
  if (!names.length) return null;
  return (
    <section class={css.block}>
      <h2>{w.check.notAvailable}</h2>
      <ul class={css.plainList}>{names.map((name) => <li key={name}>{w.trackers[name] ?? name}</li>)}</ul>
      <p class={css.soft}>{w.check.notAvailableHint}</p>
    </section>
  );
}
