import { useEffect } from "preact/hooks";
import { expired, me, startFault, why } from "../state/staff/account.ts";
import { isStaff } from "../state/staff/places.ts";
import { Toasts } from "../ui/bits.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { staff as w } from "../words/staff.en.ts";
import { LeaveQuestion } from "./LeaveQuestion.tsx";
import { NoStaff, Starting, StartFailed } from "./Notes.tsx";
import { Shell } from "./Shell.tsx";
import { SignInForm, SignInPage } from "./SignIn.tsx";

function Door() {
  if (me.value === undefined) return startFault.value ? <StartFailed fault={startFault.value} /> : <Starting />;
  if (me.value === null) return <SignInPage />;
  // Another person's sign-in begins anew; the same person's goes on where it was.
  return isStaff(me.value.roles) ? <Shell key={me.value.id} /> : <NoStaff />;
}

function SignInAgain() {
  if (!expired.value || !me.value) return null;
  return (
    <Dialog title={w.signIn.again}>
      <SignInForm lead={w.signIn.ended[why.value] ?? w.signIn.againLead} email={me.value.email} />
    </Dialog>
  );
}

export function App() {
  useEffect(() => {
    if (!me.value) document.title = w.titled(w.signIn.title);
  }, [me.value === null]);
  return (
    <>
      <Door />
      <LeaveQuestion />
      <SignInAgain />
      <Toasts />
    </>
  );
}
