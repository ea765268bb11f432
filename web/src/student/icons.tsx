/** Signs that stand beside words, never instead of them. */

function Sign({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      <path d={path} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

export const Tick = () => <Sign path="M3 8.5l3.5 3.5L13 4.5" />;
export const Bang = () => <Sign path="M8 3v6M8 12.6v.2" />;
export const Hand = () => <Sign path="M5 8V4.5a1 1 0 0 1 2 0V7M7 7V3a1 1 0 0 1 2 0v4M9 7V4a1 1 0 0 1 2 0v5.5c0 2.5-1.5 4-3.8 4-2 0-2.8-1-3.7-2.8L2.6 9a1 1 0 0 1 1.7-.9L5 9.4" />;
export const Bubble = () => <Sign path="M3 3h10v7H7l-3 3v-3H3z" />;
export const Camera = () => <Sign path="M2 4.500h8v7H2zM10 7l4-2v6l-4-2" />;
