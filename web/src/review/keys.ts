import type { Review } from "../state/review/page.ts";
import { SOURCES } from "../state/review/spans.ts";
import { entryOf, neighbour } from "../state/review/violations.ts";
import { toast } from "../ui/bits.tsx";
import { review as words } from "../words/review.en.ts";
import type { View } from "./view.ts";

const STEP_MS = 5000;
const STRIDE_MS = 10_000;

export function jumpViolation(review: Review, by: 1 | -1): void {
  const found = neighbour(review.page.value?.violations ?? [], review.player.at.value, by);
  if (found) review.player.seek(entryOf(found));
  else toast(by === 1 ? words.noNext : words.noPrevious);
}

type Act = (review: Review, view: View) => void;

const ACTS: Record<string, Act> = {
  " ": ({ player }) => player.toggle(),
  k: ({ player }) => player.toggle(),
  j: ({ player }) => player.step(-STRIDE_MS),
  l: ({ player }) => player.step(STRIDE_MS),
  ArrowLeft: ({ player }) => player.step(-STEP_MS),
  ArrowRight: ({ player }) => player.step(STEP_MS),
  ",": (review) => jumpViolation(review, -1),
  ".": (review) => jumpViolation(review, 1),
  "-": ({ player }) => player.faster(-1),
  "+": ({ player }) => player.faster(1),
  "=": ({ player }) => player.faster(1),
  Home: ({ player }) => player.seek(player.bounds.value?.from ?? 0),
  End: ({ player }) => player.seek(player.bounds.value?.limit ?? 0),
  m: ({ player }) => player.setVolume(player.volume.value, !player.muted.value),
  f: (_, view) => view.toggleFull(),
  c: (_, view) => view.startComment(),
  "0": (_, view) => view.enlarge(null),
  ...Object.fromEntries(
    SOURCES.map((source, i): [string, Act] => [
      String(i + 1),
      ({ player }, view) => player.reels.value.some((r) => r.source === source) && view.enlarge(source),
    ]),
  ),
};

const WRITES = "input:not([type=range]):not([type=radio]):not([type=checkbox]),textarea,[contenteditable]";
const OWN_KEYS = "select,input,[role=tab],[role=dialog]"; // arrows and letters mean something there
const PRESSES = "button,a,summary,label"; // space presses these

/** Does the key belong to what has the focus? */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target as Element | null;
  if (event.ctrlKey || event.metaKey || event.altKey || !target?.closest) return true;
  if (target.closest(WRITES) || target.closest("[role=dialog]")) return true;
  if (event.key === " ") return !!target.closest(`${PRESSES},select,input`);
  return event.key.length > 1 && !!target.closest(OWN_KEYS);
}

export function onKey(event: KeyboardEvent, review: Review, view: View): void {
  const act = ACTS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act || isTaken(event) || !review.player.bounds.value) return;
  event.preventDefault();
  act(review, view);
}
