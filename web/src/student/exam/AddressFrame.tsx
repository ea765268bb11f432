import { useEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { Button } from "../../ui/Button.tsx";
import { student as w } from "../../words/student.en.ts";
import { examFrame } from "../compose.ts";
import { useSession } from "../context.ts";
import { isBlocked, isPaper, sandboxOf } from "./address.ts";
import css from "./exam.module.css";

/** A frame does not tell when a site refuses it: after this long, the way out is offered unasked. */
const SLOW_MS = 15_000;

export function AddressFrame({ address }: { address: URL }) {
  const blocked = isBlocked(address, location.href);
  const said = blocked ? w.exam.frame.blocked : isPaper(address) ? w.exam.frame.paper : w.exam.frame.text;
  const [loaded, setLoaded] = useState(false);
  const [life, setLife] = useState(0);
  const slow = useSlow(loaded, life);
  const open = blocked || isPaper(address) || slow;
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
      <WayOut key={open} address={address} open={open} said={said} onAgain={blocked ? null : again} />
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

interface Way {
  address: URL;
  open: boolean;
  said: string;
  onAgain: (() => void) | null;
}

function WayOut({ address, open, said, onAgain }: Way) {
  return (
    <details class={css.wayOut} open={open}>
      <summary>{w.exam.frame.ask}</summary>
      <p>{said}</p>
      <p>
        {onAgain && <Button small onClick={onAgain}>{w.exam.frame.again}</Button>}{" "}
        <a href={address.href} target="_blank" rel="noopener noreferrer">{w.exam.frame.open}</a>
      </p>
    </details>
  );
}
