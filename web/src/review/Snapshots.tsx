import { useSignal } from "@preact/signals";
import type { Review } from "../state/review/page.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { timeOfDaySeconds } from "../ui/time.ts";
import type { Body } from "../wire/http.ts";
import { review as words } from "../words/review.en.ts";
import { sourceName } from "./describe.ts";
import css from "./panels.module.css";

type Shot = Body<"SnapshotInfo">;

/** Small pictures in a row; one that is pressed is shown large. */
export function Snapshots({ review, shots, about }: { review: Review; shots: readonly Shot[]; about: string }) {
  const large = useSignal<Shot | null>(null);
  if (!shots.length) return null;
  const path = (shot: Shot) => review.path(`/snapshots/${shot.id}`);
  const text = (shot: Shot) => words.snapshot(sourceName(shot.source), timeOfDaySeconds(shot.at));
  return (
    <div class={css.shots}>
      {shots.map((shot) => (
        <button key={shot.id} type="button" class={css.shot} title={text(shot)} onClick={() => { large.value = shot; }}>
          <img src={path(shot)} alt={`${about}: ${text(shot)}`} loading="lazy" />
        </button>
      ))}
      {large.value && (
        <Dialog
          title={`${about}: ${text(large.value)}`}
          wide
          onClose={() => { large.value = null; }}
          actions={<Button onClick={() => { large.value = null; }}>{words.close}</Button>}
        >
          <img class={css.largeShot} src={path(large.value)} alt={text(large.value)} />
        </Dialog>
      )}
    </div>
  );
}
