/** Chat not read yet. The server counts what stands since staff last wrote; the page knows what was looked at since. */

export type LookedAt = ReadonlyMap<string, number>; // session -> the server's count when its chat was last in sight

export function unreadOf(session: string, count: number, lookedAt: LookedAt): number {
  return Math.max(0, count - (lookedAt.get(session) ?? 0));
}

/** An answer sets the server's count back to nothing: what was looked at before is no part of the new count. */
export function lookedAtAfter(lookedAt: LookedAt, session: string, count: number, inSight: boolean): LookedAt {
  const before = lookedAt.get(session) ?? 0;
  const after = inSight ? count : Math.min(before, count);
  if (after === before) return lookedAt;
  return new Map(lookedAt).set(session, after);
}
