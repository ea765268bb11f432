/** Keys that are not typed into a field and not held with another. */

const TYPING = "input:not([type=range]):not([type=radio]):not([type=checkbox]),textarea,select,[contenteditable]";

export function plainKey(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  const at = event.target as Element;
  if (at.closest?.("[role=dialog]")) return null;
  if (at.matches?.(TYPING)) return event.key === "Escape" ? "Leave" : null;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;

/** The place an arrow leads to in a grid filled row by row; null when there is none. */
export function neighbour(at: number, key: string, columns: number, count: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const arrow = ARROWS[key as keyof typeof ARROWS];
  if (!arrow) return null;
  const to = at + arrow[0] + arrow[1] * columns;
  return to >= 0 && to < count ? to : null;
}
