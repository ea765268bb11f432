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

/** The first of the last `unread` messages of the student; null when all are read. */
export function firstUnread(chat: readonly { id: string; role: string }[], unread: number): string | null {
  const theirs = chat.filter((m) => m.role === "student");
  return unread > 0 ? (theirs[Math.max(0, theirs.length - unread)]?.id ?? null) : null;
}
