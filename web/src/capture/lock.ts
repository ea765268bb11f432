/** Sees to it that only one tab sends what earlier lives of the page left behind. */

/** Calls `held` when it is this tab's turn; at once where the browser has no locks (the server takes repeats well).
 * The returned function lets go. */
export function takeTurn(name: string, held: () => void): () => void {
  const locks = typeof navigator === "undefined" ? undefined : (navigator.locks as LockManager | undefined);
  if (!locks) {
    held();
    return () => undefined;
  }
  let letGo: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let left = false;
  const hold = (): Promise<void> => {
    if (!left) held();
    return until;
  };
  locks.request(name, hold).catch(() => {
    if (!left) held(); // refused, e.g. in a frame without storage
  });
  return () => {
    left = true;
    letGo();
  };
}
