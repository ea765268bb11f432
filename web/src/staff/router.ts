/** Addresses and moves between them. `route` is the path, `search` the part after the question mark. */

import { signal } from "@preact/signals";
import { type ComponentChildren, h, type VNode } from "preact";

export const route = signal(location.pathname);
export const search = signal(location.search);

/** Set by a page with unsaved changes; a move then waits in `waiting` for an answer. */
export const held = signal(false);
export const waiting = signal<(() => void) | null>(null);

let place = Number((history.state as { place?: number } | null)?.place ?? 0);
let returning = false; // our own history.go() brings one more popstate
history.replaceState({ place }, "");

function arrive(): void {
  route.value = location.pathname;
  search.value = location.search;
}

function move(path: string, replace: boolean): void {
  if (!replace) place++;
  history[replace ? "replaceState" : "pushState"]({ place }, "", path);
  arrive();
}

/** Goes to a path of ours, with or without a search part. */
export function go(path: string, replace = false): void {
  if (path === location.pathname + location.search) return;
  if (held.value) waiting.value = () => move(path, replace);
  else move(path, replace);
}

/** Changes the search part alone: filters live in the address, so that "back" brings them back. */
export function goSearch(text: string): void {
  history.replaceState({ place }, "", location.pathname + text);
  arrive();
}

/** Answers the question a held move put. */
export function answerWaiting(leave: boolean): void {
  const act = waiting.value;
  waiting.value = null;
  if (!leave || !act) return;
  held.value = false;
  act();
}

window.addEventListener("popstate", (event) => {
  if (returning) {
    returning = false;
    return;
  }
  const to = Number((event.state as { place?: number } | null)?.place ?? 0);
  const by = to - place;
  if (!held.value || by === 0) {
    place = to;
    arrive();
    return;
  }
  returning = true;
  history.go(-by);
  waiting.value = () => history.go(by);
});

window.addEventListener("beforeunload", (event) => {
  if (held.value) event.preventDefault();
});

const plainClick = (e: MouseEvent): boolean => e.button === 0 && !(e.metaKey || e.ctrlKey || e.shiftKey || e.altKey);

interface LinkProps {
  to: string;
  children: ComponentChildren;
  class?: string;
  current?: boolean;
  title?: string;
}

/** An anchor that moves without loading the page anew; with Ctrl or the middle button it opens a tab as ever. */
export function Link({ to, children, class: name, current, title }: LinkProps): VNode {
  const onClick = (event: MouseEvent) => {
    if (!plainClick(event)) return;
    event.preventDefault();
    go(to);
  };
  return h("a", { href: to, class: name, title, "aria-current": current ? "page" : undefined, onClick }, children);
}
