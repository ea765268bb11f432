import { useState } from "preact/hooks";
import { lookedAt } from "../state/student/looked.ts";
import { neededOf } from "../state/student/stage.ts";
import { Button } from "../ui/Button.tsx";
import { Card, Notice } from "../ui/bits.tsx";
import { student as w } from "../words/student.en.ts";
import { Cannot, Stands, StillsInstead } from "./Cannot.tsx";
import { useSession } from "./context.ts";
import { LookedAt, Typing } from "./LookedAt.tsx";
import { Frame } from "./Frame.tsx";
import { Rhythm } from "./Rhythm.tsx";
import css from "./student.module.css";
import { paragraphs, refusalText } from "./texts.ts";

export function Recorded({ sources }: { sources: Record<string, boolean> }) {
  return (
    <ul class={css.chips}>
      {neededOf(sources).map((name) => <li key={name}>{w.rules.sources[name]}</li>)}
    </ul>
  );
}

export function Rules() {
  const session = useSession();
  const { rules, sources, student, face, trackers } = session.sitting;
  const [agreed, setAgreed] = useState(false);
  const [keep, setKeep] = useState(false);
  const [similar, setSimilar] = useState(false);
  const asksTyping = "keystrokes" in trackers;
  const agree = () => session.consent({ keepTyping: asksTyping ? keep : undefined, similarFaces: similar });
  const fault = session.fault.value;
  return (
    <Frame title={w.rules.title} step="rules">
      <p class={css.lead}>{w.greeting(student)}</p>
      <Stands />
      <Card class={css.rules}>{paragraphs(rules).map((part) => <p key={part}>{part}</p>)}</Card>
      {neededOf(sources).length > 0 && (
        <section class={css.block}>
          <h2>{w.rules.recorded}</h2>
          <Recorded sources={sources} />
          <StillsInstead />
          <p class={css.soft}>{w.rules.watch} {w.rules.nothing}</p>
        </section>
      )}
      <Cannot title={w.rules.cannot.trackers} names={session.checks.foresee().unavailable} />
      <LookedAt trackers={lookedAt(trackers, sources)} />
      {asksTyping && <Typing keep={keep} onKeep={setKeep} />}
      <Rhythm />
      {face.wanted && face.available && (
        <section class={css.block}>
          <h2>{w.rules.face}</h2>
          <p>{trackers.face_mismatch ? w.rules.faceText : w.rules.faceStart} {w.rules.faceKept}</p>
          {!!trackers.similar_profile && (
            <label class={css.consent}>
              <input type="checkbox" checked={similar} onChange={(e) => setSimilar(e.currentTarget.checked)} />
              <span>{w.rules.similar}</span>
            </label>
          )}
        </section>
      )}
      {fault && <Notice tone="bad" alert>{refusalText(fault)}</Notice>}
      <label class={css.consent}>
        <input type="checkbox" checked={agreed} onChange={(e) => setAgreed(e.currentTarget.checked)} />
        <span>{w.rules.consent}</span>
      </label>
      <div class={css.go}>
        <Button kind="primary" disabled={!agreed} busy={session.busy.value} onClick={agree}>
          {w.rules.act}
        </Button>
        {!agreed && <span class={css.soft}>{w.rules.tick}</span>}
      </div>
    </Frame>
  );
}
