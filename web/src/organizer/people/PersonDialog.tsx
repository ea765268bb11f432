import { useRef } from "preact/hooks";
import * as api from "../../state/organizer/api.ts";
import { type Draft, draft } from "../../state/organizer/draft.ts";
import { errorAt } from "../../state/organizer/faults.ts";
import {
  isStaff, newPersonForm, type PersonForm, personBody, personChange, personFaults, personForm, ROLES, type Role,
} from "../../state/organizer/person.ts";
import { toggled } from "../../state/organizer/template.ts";
import { me } from "../../state/staff/account.ts";
import { toast } from "../../ui/bits.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/Form.tsx";
import ui from "../../ui/ui.module.css";
import type { Body } from "../../wire/http.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { staff } from "../../words/staff.en.ts";
import { FormFaults } from "../parts/FormFrame.tsx";
import { focusFirstFault, useGuard, useOnce } from "../parts/hooks.ts";
import { Choice } from "../parts/inputs.tsx";
import parts from "../parts/parts.module.css";
import { madePassword } from "./password.ts";
import css from "./people.module.css";

type Person = Body<"Person">;
type PersonDraft = Draft<PersonForm>;
const p = w.person;

const shown = (place: string): boolean => ["name", "email", "roles", "password"].includes(place);

function Roles({ form, own }: { form: PersonDraft; own: boolean }) {
  const { roles } = form.form.value;
  const fault = errorAt(form.errors.value, "roles");
  const locked = (role: Role): boolean => own && role === "organizer" && roles.includes(role);
  return (
    <fieldset class={`${parts.group} ${css.roles}`}>
      <legend>{p.roles}</legend>
      {ROLES.map((role) => (
        <Choice key={role} label={staff.roles[role]} checked={roles.includes(role)} disabled={locked(role)}
          hint={locked(role) ? p.ownRole : p.rights[role]}
          onInput={(on) => form.set({ roles: toggled(ROLES, roles, role, on) }, "roles")} />
      ))}
      {fault && <span class={ui.error} role="alert">{fault}</span>}
    </fieldset>
  );
}

/** Shown as typed: it is handed to somebody else, and one nobody can read is mistyped. */
function Password({ form, fresh }: { form: PersonDraft; fresh: boolean }) {
  const { password, roles } = form.form.value;
  if (fresh && !isStaff(roles) && !password) return null;
  const set = (next: string) => form.set({ password: next }, "password");
  return (
    <div class={css.password}>
      <TextField label={fresh ? p.password : p.newPassword} value={password} error={errorAt(form.errors.value, "password")}
        hint={fresh ? p.passwordHint : p.keepPassword} onInput={set} attributes={{ autocomplete: "off", spellcheck: false }} />
      <Button kind="quiet" small class={css.make} onClick={() => set(madePassword())}>{p.generate}</Button>
    </div>
  );
}

function Fields({ form, person }: { form: PersonDraft; person: Person | null }) {
  const { name, email } = form.form.value;
  const at = (place: string) => errorAt(form.errors.value, place);
  return (
    <>
      <TextField label={p.name} value={name} error={at("name")} onInput={(next) => form.set({ name: next }, "name")}
        attributes={{ maxLength: 200, autocomplete: "off", autofocus: true }} />
      <TextField label={p.email} value={email} error={at("email")} {...(person ? { hint: p.emailHint } : {})}
        onInput={(next) => form.set({ email: next }, "email")} attributes={{ type: "email", maxLength: 320, autocomplete: "off" }} />
      <Roles form={form} own={!!person && person.id === me.value?.id} />
      <Password form={form} fresh={!person} />
    </>
  );
}

interface PersonDialogProps {
  person: Person | null; // null: a new one
  role: Role; // of a new one
  onSaved: () => void;
  onClose: () => void;
}

export function PersonDialog({ person, role, onSaved, onClose }: PersonDialogProps) {
  const form = useOnce(() => draft(person ? personForm(person) : newPersonForm(role)));
  const box = useRef<HTMLFormElement>(null);
  useGuard(() => form.dirty.value);
  const send = (typed: PersonForm) =>
    person ? api.changePerson(person.id, personChange(typed, person)) : api.addPerson(personBody(typed));
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const saved = await form.submit((typed) => personFaults(typed, !person), send);
    if (!saved) return focusFirstFault(box.current);
    toast(person ? w.people.changed(saved.name) : w.people.added(saved.name), "good");
    onSaved();
    onClose();
  }
  const dirty = form.dirty.value;
  return (
    <Dialog title={person ? p.edit(person.name) : p.fresh} {...(dirty ? {} : { onClose })}>
      <form ref={box} noValidate onSubmit={submit}>
        <FormFaults draft={form} shown={shown} />
        <Fields form={form} person={person} />
        <div class={ui.actions}>
          <Button onClick={onClose}>{w.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy.value} disabled={!!person && !dirty}>{person ? w.common.save : p.fresh}</Button>
        </div>
      </form>
    </Dialog>
  );
}
