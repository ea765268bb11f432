/** b2: the page is to be seen and the window has lost the focus. Not on `blur`: a click into the exam's frame fires it. */

import { type Answer, tracker } from "../tracker";

export interface FocusFacts {
  hidden: boolean;
  pageFocused: boolean;
  frameFocused: boolean;
}

/** A hidden page has no focus either, which `page_hidden` tells. */
export function withoutFocus(facts: FocusFacts): Answer {
  return facts.hidden ? null : !(facts.pageFocused || facts.frameFocused);
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
  watch: (_parameters, around) => ({
    moment: () =>
      withoutFocus({
        hidden: document.hidden,
        pageFocused: document.hasFocus(),
        frameFocused: frameHasFocus(around.examFrame()),
      }),
  }),
});
