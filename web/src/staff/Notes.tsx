import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { findOut, me, roles, signOut } from "../state/staff/account.ts";
import { homeOf } from "../state/staff/places.ts";
import { Button, Spinner } from "../ui/Button.tsx";
import { toast } from "../ui/bits.tsx";
import type { Refusal } from "../wire/http.ts";
import { staff as w } from "../words/staff.en.ts";
import { refusalOf } from "../state/organizer/faults.ts";
import { Mark } from "./Mark.tsx";
import { refusalText } from "./refusal.ts";
import { go } from "./router.ts";
import css from "./staff.module.css";

const RETRY_MS = 4000;

function Whole({ children }: { children: ComponentChildren }) {
  return <main class={css.door}><div class={css.doorCard}><Mark large />{children}</div></main>;
}

export function Starting() {
  return <Whole><p class={css.starting} role="status"><Spinner /> {w.starting}</p></Whole>;
}

export function StartFailed({ fault }: { fault: Refusal }) {
  useEffect(() => {
    const timer = setInterval(() => void findOut(), RETRY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <Whole>
      <h1 class={css.doorTitle}>{w.startFailed}</h1>
      <p class={css.lead} role="alert">{refusalText(fault)} {w.retrying}</p>
      <Button kind="primary" onClick={() => void findOut()}>{w.retry}</Button>
    </Whole>
  );
}

/** Signs out, and says why when that did not work. */
export async function leave(): Promise<void> {
  try {
    await signOut();
  } catch (error) {
    toast(refusalText(refusalOf(error)), "bad");
  }
}

export function NoStaff() {
  return (
    <Whole>
      <h1 class={css.doorTitle}>{w.noStaff.title}</h1>
      <p class={css.lead}>{w.noStaff.text}</p>
      <p class={css.lead}>{me.value?.name} · {me.value?.email}</p>
      <Button kind="primary" onClick={() => void leave()}>{w.noStaff.other}</Button>
    </Whole>
  );
}

function Note({ title, text }: { title: string; text: string }) {
  useEffect(() => {
    document.title = w.titled(title);
  }, [title]);
  return (
    <div class={css.note}>
      <h1>{title}</h1>
      <p>{text}</p>
      <Button kind="primary" onClick={() => go(homeOf(roles.value))}>{w.notAllowed.home}</Button>
    </div>
  );
}

export const NotFound = () => <Note title={w.notFound.title} text={w.notFound.text} />;

export function NotAllowed() {
  const names = roles.value.map((role) => w.roles[role].toLowerCase()).join(", ");
  return <Note title={w.notAllowed.title} text={w.notAllowed.text(names)} />;
}
