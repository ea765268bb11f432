/** o1: a phone, a book, a second computer or keyboard in the picture. */

import { type Answer, type Looks, tracker } from "../tracker";
import type { FoundObject, Label } from "../inference/objects";

type Parameter = `${Label}_score` | "min_height" | "looks" | "of_looks";

/** Looks come seconds apart, readings every second: an answer holds until the next look is overdue. */
const HOLDS_MS = 6000;
/** A sighting this old confirms none of now. */
const STALE_MS = 12_000;

/** The surest of those that count; a score of 1 is never reached, so it switches a label off. */
export function forbiddenOf(objects: FoundObject[], parameters: Record<Parameter, number>): FoundObject | null {
  const counts = ({ label, score, height }: FoundObject) =>
    score >= parameters[`${label}_score`] && height >= parameters.min_height;
  return objects.filter(counts).sort((a, b) => b.score - a.score)[0] ?? null;
}

export function forbiddenObjectWatch(parameters: Record<Parameter, number>) {
  let recent: { at_ms: number; found: FoundObject | null }[] = [];
  let answer: Answer = null;
  const sightings = () => recent.flatMap(({ found }) => found ?? []);

  return {
    objects({ at_ms, objects }: Pick<Looks["objects"], "at_ms" | "objects">): Answer {
      recent = recent.filter((look) => at_ms - look.at_ms < STALE_MS).slice(1 - parameters.looks);
      recent.push({ at_ms, found: forbiddenOf(objects, parameters) });
      answer = sightings().length >= parameters.of_looks;
      return answer;
    },
    picture({ at_ms, copy }: Pick<Looks["picture"], "at_ms" | "copy">): Answer {
      const lookedAt = recent[recent.length - 1]?.at_ms ?? Number.NEGATIVE_INFINITY;
      return copy && at_ms - lookedAt < HOLDS_MS ? answer : null;
    },
    detail() {
      const surest = sightings().sort((a, b) => b.score - a.score)[0];
      return surest ? { reason: surest.label, score: Math.round(surest.score * 100) / 100 } : {};
    },
  };
}

export const forbiddenObject = tracker<Parameter>({
  name: "forbidden_object",
  parameters: {
    phone_score: 0.28, book_score: 0.5, laptop_score: 0.45, keyboard_score: 0.6, min_height: 0.05, looks: 3, of_looks: 2,
  }, // prettier-ignore
  models: ["objects"],
  silencedBy: ["camera"],
  canRun: (abilities) => abilities.inference,
  watch: forbiddenObjectWatch,
});
