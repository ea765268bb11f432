import { useEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { Button } from "../../ui/Button.tsx";
import { student as w } from "../../words/student.en.ts";
import { examFrame } from "../compose.ts";
import { useSession } from "../context.ts";
import { isBlocked, sandboxOf } from "./address.ts";
import css from "./exam.module.css";

/** A frame does not tell when a site refuses it: after this long, the way out is offered unasked. */
const SLOW_MS = 15_000;

export function AddressFrame({ address }: { address: URL }) {
  const blocked = isBlocked(address, location.href);
  const [loaded, setLoaded] = useState(false);
  const [life, setLife] = useState(0);
  const slow = useSlow(loaded, life);
  const again = () => {
    setLoaded(false);
    setLife(life + 1);
  };
  return (
    <>
      {!blocked && (
        <iframe
          key={life} ref={examFrame as RefObject<HTMLIFrameElement>} class={css.frame} src={address.href}
          title={useSession().sitting.exam_title} sandbox={sandboxOf(address, location.href)}
          referrerpolicy="origin" onLoad={() => setLoaded(true)}
        />
      )}
      <WayOut key={blocked || slow} address={address} open={blocked || slow} blocked={blocked} onAgain={again} />
    </>
  );
}

function useSlow(loaded: boolean, life: number): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (loaded) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, [loaded, life]);
  return slow;
}

function WayOut({ address, open, blocked, onAgain }: { address: URL; open: boolean; blocked: boolean; onAgain: () => void }) {
  return (
    <details class={css.wayOut} open={open}>
      <summary>{w.exam.frame.ask}</summary>
      <p>{blocked ? w.exam.frame.blocked : w.exam.frame.text}</p>
      <p>
        {!blocked && <Button small onClick={onAgain}>{w.exam.frame.again}</Button>}{" "}
        <a href={address.href} target="_blank" rel="noopener noreferrer">{w.exam.frame.open}</a>
      </p>
    </details>
  );
}
