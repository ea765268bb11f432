/** Notices an expired sign-in in whatever part of the page asked. */

import { turnedAway } from "./account.ts";

const OWN = ["/api/sign-in", "/api/me"]; // these answer 401 in their own sense

const pathOf = (input: RequestInfo | URL): string =>
  new URL(input instanceof Request ? input.url : String(input), location.href).pathname;

export function noticesExpiry(path: string, status: number): boolean {
  return status === 401 && path.startsWith("/api/") && !OWN.some((own) => path.startsWith(own));
}

/** Every request of every part goes through `fetch`: one place sees all answers, none of the parts has to know. */
export function watchExpiry(): void {
  const plain = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const answer = await plain(input, init);
    if (noticesExpiry(pathOf(input), answer.status)) turnedAway();
    return answer;
  };
}
