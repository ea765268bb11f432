import { useSignal } from "@preact/signals";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { shared as w } from "../../words/faces.en.ts";
import { percentOf } from "./percent.ts";
import css from "./faces.module.css";

interface Named {
  tracker: string;
  detail: Record<string, unknown>;
}

const text = (value: unknown): string | null => (typeof value === "string" && value ? value : null);

/** The photo of the check-in beside the picture that differs from it, for a person to compare. */
export function FacePair({ session, violation }: { session: string; violation: Named }) {
  const { reference, look, similarity } = violation.detail;
  const photo = text(reference);
  const seen = text(look);
  if (violation.tracker !== "face_mismatch" || !photo || !seen) return null;
  const address = (id: string) => `/api/sessions/${encodeURIComponent(session)}/snapshots/${encodeURIComponent(id)}`;
  return (
    <div class={css.pair}>
      <Picture address={address(photo)} name={w.photo} />
      <Picture address={address(seen)} name={w.look} />
      <p>{w.similarity(percentOf(similarity))}</p>
    </div>
  );
}

/** Small; large in a dialog: opened by its own address, evidence is handed out as a file. */
export function Picture({ address, name }: { address: string; name: string }) {
  const large = useSignal(false);
  const close = () => {
    large.value = false;
  };
  return (
    <figure class={css.figure}>
      <button type="button" class={css.shot} title={w.enlarge} onClick={() => { large.value = true; }}>
        <img src={address} alt={name} loading="lazy" />
      </button>
      <figcaption>{name}</figcaption>
      {large.value && (
        <Dialog title={name} wide onClose={close} actions={<Button onClick={close}>{w.close}</Button>}>
          <img class={css.whole} src={address} alt={name} />
        </Dialog>
      )}
    </figure>
  );
}
