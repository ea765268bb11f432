import { signal, useSignal } from "@preact/signals";
import { ask, type Body } from "../../wire/http.ts";
import { Button } from "../../ui/Button.tsx";
import { shared as w } from "../../words/faces.en.ts";
import { tried } from "../tried.ts";
import { Picture } from "./FacePair.tsx";
import { percentOf } from "./percent.ts";
import css from "./faces.module.css";

type SimilarFace = Body<"SimilarFace">;

interface Named {
  tracker: string;
  detail: Record<string, unknown>;
}

/** Fetched once; every look lands in the audit log. */
const known = signal<Readonly<Record<string, SimilarFace>>>({});

/** Whom the face resembles, only when somebody wants to see it. */
export function Similar({ session, violation }: { session: string; violation: Named }) {
  const busy = useSignal(false);
  const { find } = violation.detail;
  if (violation.tracker !== "similar_profile" || typeof find !== "string") return null;
  const path = `/api/sessions/${encodeURIComponent(session)}/similar/${encodeURIComponent(find)}`;
  const face = known.value[find];
  const show = () => tried(busy, async () => {
    const fetched = await ask<SimilarFace>("GET", path);
    known.value = { ...known.value, [find]: fetched };
  }); // prettier-ignore
  if (!face) {
    return (
      <div class={css.pair}>
        <Button small busy={busy.value} onClick={show}>{w.show}</Button>
        <p>{w.similarity(percentOf(violation.detail["similarity"]))} {w.shownIsNoted}</p>
      </div>
    );
  }
  return (
    <div class={css.pair}>
      {face.photo && <Picture address={`${path}/photo`} name={face.name} />}
      <p><span class={css.name}>{face.name}</span> ({face.email}), {face.exam_title}. {w.similarity(percentOf(face.similarity))} {w.judge}</p>
    </div>
  );
}
