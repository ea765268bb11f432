/** b3: fullscreen was left, and the window does not cover the screen by other means (F11, kiosk) either. */

import { type Answer, tracker } from "../tracker";

export interface FullscreenFacts {
  required: boolean;
  offered: boolean;
  element: boolean;
  displayMode: boolean;
  window: { width: number; height: number };
  screen: { width: number; height: number };
}

const SLACK = 2; // px: fractional display scales round

export function leftFullscreen(facts: FullscreenFacts): Answer {
  if (!facts.required || !facts.offered) return null;
  const covers = facts.window.width >= facts.screen.width - SLACK && facts.window.height >= facts.screen.height - SLACK;
  return !(facts.element || facts.displayMode || covers);
}

/** Prefixed names: Safari before 16.4, Firefox before 64. */
interface PrefixedDocument {
  webkitFullscreenEnabled?: boolean;
  webkitFullscreenElement?: Element | null;
}

const readFacts = (required: boolean): FullscreenFacts => {
  const prefixed = document as PrefixedDocument;
  return {
    required,
    offered: document.fullscreenEnabled || prefixed.webkitFullscreenEnabled === true,
    element: !!(document.fullscreenElement ?? prefixed.webkitFullscreenElement),
    displayMode: matchMedia("(display-mode: fullscreen)").matches,
    window: { width: outerWidth, height: outerHeight },
    screen: { width: screen.width, height: screen.height },
  };
};

export const fullscreen = tracker({
  name: "fullscreen",
  parameters: {},
  quietInDialog: true,
  canRun: () => readFacts(true).offered,
  watch: (_parameters, around) => ({ moment: () => leftFullscreen(readFacts(around.required.fullscreen)) }),
});
