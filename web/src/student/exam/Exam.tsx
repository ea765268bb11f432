import { useState } from "preact/hooks";
import { student as w } from "../../words/student.en.ts";
import { useSession } from "../context.ts";
import { Bar } from "./Bar.tsx";
import { Content } from "./Content.tsx";
import css from "./exam.module.css";
import { Notes } from "./Notes.tsx";
import { Blocker, WarningDialog } from "./Prompts.tsx";
import { Side } from "./Side.tsx";

/** The exam itself: what is sat has the room; everything else stands around it and covers none of it. */
export function Exam() {
  const [sideOpen, setSideOpen] = useState(false);
  const session = useSession();
  const isBlocked = !!session.prompt.value && session.prompt.value.kind !== "warning";
  const toggleSide = () => setSideOpen(!sideOpen);
  return (
    <div class={css.exam}>
      <Bar sideOpen={sideOpen} onSide={toggleSide} />
      <div class={css.body}>
        <main class={css.main}>
          <h1 class="visually-hidden" tabIndex={-1}>{w.exam.content}: {session.sitting.exam_title}</h1>
          <div class={isBlocked ? `${css.content} ${css.away}` : css.content}><Content /></div>
          {isBlocked && <Blocker onSide={() => setSideOpen(true)} />}
        </main>
        {sideOpen && <Side onHide={() => setSideOpen(false)} />}
      </div>
      <Notes sideOpen={sideOpen} onSide={() => setSideOpen(true)} />
      <WarningDialog />
    </div>
  );
}
