/** Tells the tab that runs the exam that another tab of this browser shows it too. */

import type { Page, Stop } from "./world.ts";

const HERE = "here";
const GONE = "gone";
const EVERY_MS = 2000;
const FORGET_MS = 5000;

/** In the tab that may not run the exam. */
export function announce(page: Page, session: string): Stop {
  const channel = page.channel(`fairseat-${session}`, () => undefined);
  channel?.say(HERE);
  const timer = setInterval(() => channel?.say(HERE), EVERY_MS);
  const stopLeave = page.onLeave(() => channel?.say(GONE));
  return () => {
    clearInterval(timer);
    stopLeave();
    channel?.say(GONE);
    channel?.close();
  };
}

/** In the tab that runs it. */
export function listenForTabs(page: Page, session: string, onSecondTab: (there: boolean) => void): Stop {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const gone = (): void => onSecondTab(false);
  const channel = page.channel(`fairseat-${session}`, (text) => {
    clearTimeout(timer);
    if (text === GONE) return gone();
    onSecondTab(true);
    timer = setTimeout(gone, FORGET_MS);
  });
  return () => {
    clearTimeout(timer);
    channel?.close();
  };
}
