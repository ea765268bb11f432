/** s2: a second display. Where the browser has no flag for it, only proof counts: something lies outside the first. */

import { type Answer, tracker } from "../tracker";

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface DisplayFacts {
  /** `screen.isExtended` (Chrome 100): none elsewhere. */
  extended: boolean | null;
  screen: { width: number; height: number };
  /** Where the display under the window begins (`availLeft`, `availTop`); the first begins at 0, 0. */
  origin: { x: number; y: number };
  window: Box;
  pointer: { x: number; y: number } | null;
}

const SLACK = 16; // px: a maximised window hangs over the edge by its border
const WIDEST_DOCK = 320; // px: a dock at the left or top moves the usable area's origin too

const outside = (x: number, y: number, { width, height }: DisplayFacts["screen"]): boolean =>
  x < -SLACK || y < -SLACK || x > width + SLACK || y > height + SLACK;

/** A window can be pushed half off its only display, so only its whole being elsewhere is proof; a pointer cannot. */
function windowElsewhere({ left, top, width, height }: Box, screen: DisplayFacts["screen"]): boolean {
  const [right, bottom] = [left + width, top + height];
  return right < SLACK || bottom < SLACK || left > screen.width - SLACK || top > screen.height - SLACK;
}

const displayElsewhere = ({ x, y }: DisplayFacts["origin"]): boolean => Math.max(Math.abs(x), Math.abs(y)) > WIDEST_DOCK;

export function secondDisplaySeen(facts: DisplayFacts): { answer: Answer; proof: string | null } {
  if (facts.extended !== null) return { answer: facts.extended, proof: facts.extended ? "flag" : null };
  const elsewhere = displayElsewhere(facts.origin) || windowElsewhere(facts.window, facts.screen);
  if (elsewhere) return { answer: true, proof: "window" };
  if (facts.pointer && outside(facts.pointer.x, facts.pointer.y, facts.screen)) return { answer: true, proof: "pointer" };
  return { answer: null, proof: null };
}

/** What the type library leaves out, and not every browser has. */
interface MoreOfScreen {
  isExtended?: boolean;
  availLeft?: number;
  availTop?: number;
}

const readFacts = (pointer: DisplayFacts["pointer"], more = screen as MoreOfScreen): DisplayFacts => ({
  extended: more.isExtended ?? null,
  screen: { width: screen.width, height: screen.height },
  origin: { x: more.availLeft ?? 0, y: more.availTop ?? 0 },
  window: { left: window.screenX, top: window.screenY, width: window.outerWidth, height: window.outerHeight },
  pointer,
});

export const secondDisplay = tracker({
  name: "second_display",
  parameters: {},
  quietInDialog: true,
  canRun: () => true,
  watch() {
    let pointer: DisplayFacts["pointer"] = null;
    let proof: string | null = null;
    const follow = (event: MouseEvent) => {
      pointer = { x: event.screenX, y: event.screenY };
    };
    addEventListener("mousemove", follow, { passive: true });
    return {
      moment() {
        const seen = secondDisplaySeen(readFacts(pointer));
        proof = seen.proof;
        return seen.answer;
      },
      detail: () => ({ proof }),
      end: () => removeEventListener("mousemove", follow),
    };
  },
});
