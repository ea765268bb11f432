/** Chat messages on their way: each waits until the server has said it back, over any number of lost lines. */

export interface Outgoing {
  id: string;
  session: string;
  text: string;
  atMs: number;
  failed: string | null; // the server's "no", in its words
}

export const without = (all: readonly Outgoing[], id: string): Outgoing[] => all.filter((m) => m.id !== id);

export const refusedWith = (all: readonly Outgoing[], id: string, sentence: string): Outgoing[] =>
  all.map((m) => (m.id === id ? { ...m, failed: sentence } : m));

export const tryAgain = (all: readonly Outgoing[], id: string): Outgoing[] =>
  all.map((m) => (m.id === id ? { ...m, failed: null } : m));

/** What is to be sent when the line is there again. */
export const due = (all: readonly Outgoing[]): Outgoing[] => all.filter((m) => m.failed === null);
