/** c3: a second person in the picture. */

import { type Answer, tracker } from "../tracker";
import type { Face } from "../inference/faces";

type Parameter = "score" | "min_height" | "looks" | "of_looks";
const STALE_MS = 5000;

const LEARN_LOOKS = 20; // ten seconds
const STILL_LOOKS = 14; // of them; a picture in bad light is not found in each
/** Shares of the face's height: boxes of one and the same picture tremble less, a person who sits moves more. */
const STILL_WITHIN = 0.25;

type Place = Pick<Face, "x" | "y" | "width" | "height">;

function isAt(place: Place, face: Place): boolean {
  const most = STILL_WITHIN * place.height;
  const [dx, dy] = [face.x + face.width / 2 - place.x - place.width / 2, face.y + face.height / 2 - place.y - place.height / 2];
  return Math.abs(dx) < most && Math.abs(dy) < most && Math.abs(face.height - place.height) < most;
}

/** A poster, a photo on the shelf: faces that hung in their places when the exam began, as the photo of the check shows. */
export class StillFaces {
  private readonly places: { at: Place; looks: number }[] = [];
  private looks = 0;

  get isLearning(): boolean {
    return this.looks < LEARN_LOOKS;
  }

  /** `others`: without the student's. */
  learn(others: readonly Face[]): void {
    this.looks++;
    for (const face of others) {
      const known = this.places.find(({ at }) => isAt(at, face));
      if (known) known.looks++;
      else this.places.push({ at: face, looks: 1 });
    }
  }

  has(face: Face): boolean {
    return this.places.some(({ at, looks }) => looks >= STILL_LOOKS && isAt(at, face));
  }
}

/** The largest, which is taken for the student's, first. */
export const facesIn = (faces: readonly Face[], parameters: Record<"score" | "min_height", number>): Face[] =>
  faces
    .filter((face) => face.score >= parameters.score && face.height >= parameters.min_height)
    .sort((a, b) => b.height - a.height);

/** The last `looks` looks, and whether `of_looks` of them saw it; one look alone may be a phantom. */
export function severalFacesWatch(parameters: Record<Parameter, number>) {
  const still = new StillFaces();
  let recent: { at_ms: number; count: number }[] = [];

  return {
    /** Null while it is not known whether the second one hangs on the wall. */
    faces({ at_ms, faces }: { at_ms: number; faces: Face[] }): Answer {
      const [student, ...others] = facesIn(faces, parameters);
      if (still.isLearning) {
        still.learn(others);
        return others.length ? null : false;
      }
      recent = recent.filter((look) => at_ms - look.at_ms < STALE_MS).slice(1 - parameters.looks);
      recent.push({ at_ms, count: (student ? 1 : 0) + others.filter((face) => !still.has(face)).length });
      return recent.filter((look) => look.count >= 2).length >= parameters.of_looks;
    },
    detail: () => ({ faces: Math.max(0, ...recent.map((look) => look.count)) }),
  };
}

export const severalFaces = tracker<Parameter>({
  name: "several_faces",
  parameters: { score: 0.65, min_height: 0.06, looks: 4, of_looks: 3 },
  models: ["far_faces"],
  silencedBy: ["camera"],
  canRun: (abilities) => abilities.inference,
  watch(parameters) {
    const { faces, detail } = severalFacesWatch(parameters);
    return { faces: (look) => (look.far ? faces(look) : null), detail };
  },
});
