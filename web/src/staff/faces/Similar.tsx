import { signal, useSignal } from "@preact/signals";
import { ask, type Body } from "../../wire/http.ts";
import { Button } from "../../ui/Button.tsx";
import { shared as w } from "../../words/faces.en.ts";
import { tried } from "../tried.ts";
import { Picture } from "./FacePair.tsx";
import { percentOf } from "./percent.ts";
import css from "./faces.module.css";

type SimilarFace = Body<"SimilarFace">;

interface Found {
  tracker: string;
  detail: Record<string, unknown>;
  dismissed: unknown;
  confirmed: unknown;
}

/** Fetched once; every look lands in the audit log. */
const known = signal<Readonly<Record<string, SimilarFace>>>({});

/** The student's own picture that was compared: the photo, or a face that sat there later. */
function Own({ session, detail }: { session: string; detail: Found["detail"] }) {
  const id = detail["look"] ?? detail["reference"];
  if (typeof id !== "string") return null;
  return <Picture address={`/api/sessions/${encodeURIComponent(session)}/snapshots/${encodeURIComponent(id)}`} name={detail["look"] ? w.look : w.photo} />;
}

function Other({ path, face, judged }: { path: string; face: SimilarFace; judged: boolean }) {
  return (
    <>
      {face.photo && <Picture address={`${path}/photo`} name={w.other(face.name)} />}
      <p>
        <span class={css.name}>{face.name}</span>, {face.email}, {face.exam_title}. {w.similarity(percentOf(face.similarity))}
        {!judged && ` ${w.judge}`}
      </p>
    </>
  );
}

/** Whom the face resembles, only when somebody wants to see it. */
export function Similar({ session, violation }: { session: string; violation: Found }) {
  const busy = useSignal(false);
  const { find } = violation.detail;
  if (violation.tracker !== "similar_profile" || typeof find !== "string") return null;
  const path = `/api/sessions/${encodeURIComponent(session)}/similar/${encodeURIComponent(find)}`;
  const face = known.value[find];
  const show = () => tried(busy, async () => {
    const fetched = await ask<SimilarFace>("GET", path);
    known.value = { ...known.value, [find]: fetched };
  }); // prettier-ignore
  return (
    <div class={css.pair}>
      <Own session={session} detail={violation.detail} />
      {face ? <Other path={path} face={face} judged={!!(violation.dismissed || violation.confirmed)} /> : (
        <>
          <Button small busy={busy.value} onClick={show}>{w.show}</Button>
          <p>{w.similarity(percentOf(violation.detail["similarity"]))} {w.shownIsNoted}</p>
        </>
      )}
    </div>
  );
}
