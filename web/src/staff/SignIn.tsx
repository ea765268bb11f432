import { useState } from "preact/hooks";
import { signIn } from "../state/staff/account.ts";
import { errorAt, refusalOf } from "../state/organizer/faults.ts";
import { Notice } from "../ui/bits.tsx";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/Form.tsx";
import type { FieldError, Refusal } from "../wire/http.ts";
import { staff as w } from "../words/staff.en.ts";
import { Mark } from "./Mark.tsx";
import { refusalText } from "./refusal.ts";
import css from "./staff.module.css";

function missing(email: string, password: string): FieldError[] {
  return [
    ...(email.trim() ? [] : [{ where: "email", message: w.signIn.missing.email }]),
    ...(password ? [] : [{ where: "password", message: w.signIn.missing.password }]),
  ];
}

function useSignIn(first: string) {
  const [email, setEmail] = useState(first);
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [fault, setFault] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const empty = missing(email, password);
    setErrors(empty);
    setFault(null);
    if (empty.length) return;
    setBusy(true);
    try {
      await signIn(email, password);
    } catch (error) {
      const refusal = refusalOf(error);
      setFault(refusal);
      setErrors(refusal.errors);
    } finally {
      setBusy(false);
    }
  }
  return { email, setEmail, password, setPassword, errors, fault, busy, submit };
}

export function SignInForm({ lead, email }: { lead: string; email: string }) {
  const s = useSignIn(email);
  const [shown, setShown] = useState(false);
  return (
    <form onSubmit={s.submit} noValidate>
      <p class={css.lead}>{lead}</p>
      {s.fault && <Notice tone="bad" alert>{refusalText(s.fault)}</Notice>}
      <TextField
        label={w.signIn.email} value={s.email} onInput={s.setEmail} error={errorAt(s.errors, "email")}
        attributes={{ type: "email", autocomplete: "username", name: "email", autofocus: !email }}
      />
      <div class={css.password}>
        <TextField
          label={w.signIn.password} value={s.password} onInput={s.setPassword} error={errorAt(s.errors, "password")}
          attributes={{ type: shown ? "text" : "password", autocomplete: "current-password", name: "password", autofocus: !!email }}
        />
        <Button kind="quiet" small pressed={shown} label={w.signIn.showPassword} class={css.show} onClick={() => setShown(!shown)}>
          {shown ? w.signIn.hide : w.signIn.show}
        </Button>
      </div>
      <Button kind="primary" type="submit" busy={s.busy} class={css.full}>{w.signIn.act}</Button>
    </form>
  );
}

export function SignInPage() {
  return (
    <main class={css.door}>
      <div class={css.doorCard}>
        <Mark large />
        <h1 class={css.doorTitle}>{w.signIn.title}</h1>
        <SignInForm lead={w.signIn.lead} email="" />
      </div>
    </main>
  );
}
