/** c3: a second person in the picture. */

import { tracker } from "../tracker";
import type { Face } from "../inference/faces";

type Parameter = "score" | "min_height" | "looks" | "of_looks";
const STALE_MS = 5000;

export const countFaces = (faces: Face[], parameters: Record<"score" | "min_height", number>): number =>
  faces.filter((face) => face.score >= parameters.score && face.height >= parameters.min_height).length;

/** The last `looks` looks, and whether `of_looks` of them saw it; one look alone may be a phantom. */
export function severalFacesWatch(parameters: Record<Parameter, number>) {
  let recent: { at_ms: number; count: number }[] = [];
  return {
    faces({ at_ms, faces }: { at_ms: number; faces: Face[] }) {
      recent = recent.filter((look) => at_ms - look.at_ms < STALE_MS).slice(1 - parameters.looks);
      recent.push({ at_ms, count: countFaces(faces, parameters) });
      return recent.filter((look) => look.count >= 2).length >= parameters.of_looks;
    },
    detail: () => ({ faces: Math.max(0, ...recent.map((look) => look.count)) }),
  };
}

export const severalFaces = tracker<Parameter>({
  name: "several_faces",
  parameters: { score: 0.7, min_height: 0.06, looks: 4, of_looks: 3 },
  models: ["far_faces"],
  silencedBy: ["camera"],
  canRun: (abilities) => abilities.inference,
  watch(parameters) {
    const { faces, detail } = severalFacesWatch(parameters);
    return { faces: (look) => (look.far ? faces(look) : null), detail };
  },
});
