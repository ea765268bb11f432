import type { ComponentChildren } from "preact";
import { student as w } from "../words/student.en.ts";
import { ContactFoot } from "./Contact.tsx";
import { useJourney } from "./context.ts";
import { Tick } from "./icons.tsx";
import css from "./student.module.css";

/** Everything but the exam itself: a quiet page with one thing to do. */
export function Frame({ title, children, step, narrow, asked }: {
  title: string;
  children: ComponentChildren;
  step?: string;
  narrow?: boolean;
  /** The page says itself whom to ask. */
  asked?: boolean;
}) {
  const exam = useJourney().entry.sitting.value?.exam_title;
  return (
    <div class={css.frame}>
      <header class={css.top}>
        <span class={css.brand}><img src="/icon.svg" alt="" width="20" height="20" />{w.product}</span>
        {exam && <span class={css.examTitle}>{exam}</span>}
      </header>
      <main class={narrow ? `${css.page} ${css.narrow}` : css.page}>
        {step && <Steps current={step} />}
        <h1 tabIndex={-1}>{title}</h1>
        {children}
        {!asked && <ContactFoot />}
      </main>
    </div>
  );
}

function Steps({ current }: { current: string }) {
  const { steps } = useJourney().entry.sitting.value ?? { steps: [] };
  const names = w.steps as unknown as Record<string, string>;
  const all = [...steps.filter((step) => names[step]), "ready"];
  const at = all.indexOf(current);
  return (
    <nav aria-label={w.steps.label}>
      <ol class={css.steps}>
        {all.map((step, i) => (
          <li key={step} class={i < at ? css.past : ""} aria-current={i === at ? "step" : undefined}>
            <span class={css.number}>{i < at ? <Tick /> : i + 1}</span>
            {names[step]}
            {i < at && <span class="visually-hidden"> {w.steps.done}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
