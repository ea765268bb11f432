/** b2: the page is hidden or the window lost the focus. Not on `blur`: a click into the exam's frame fires it. */

import { tracker } from "../tracker";

export interface FocusFacts {
  hidden: boolean;
  pageFocused: boolean;
  frameFocused: boolean;
}

export function awayBecause(facts: FocusFacts): "hidden" | "other_window" | null {
  if (facts.hidden) return "hidden";
  return facts.pageFocused || facts.frameFocused ? null : "other_window";
}

/** Browsers count a focused frame as the page's own; asking the frame too covers those that err, where it may be asked. */
function frameHasFocus(frame: HTMLIFrameElement | null): boolean {
  try {
    return frame?.contentDocument?.hasFocus() ?? false;
  } catch {
    return false; // another origin
  }
}

export const windowFocus = tracker({
  name: "window_focus",
  parameters: {},
  quietInDialog: true,
  canRun: () => typeof document.hasFocus === "function",
  watch(_parameters, around) {
    let reason: ReturnType<typeof awayBecause> = null;
    return {
      moment() {
        reason = awayBecause({
          hidden: document.hidden,
          pageFocused: document.hasFocus(),
          frameFocused: frameHasFocus(around.examFrame()),
        });
        return reason !== null;
      },
      detail: () => ({ reason }),
    };
  },
});
