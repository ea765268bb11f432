/** A similarity as people read it; what is below nothing is nothing. */
export function percentOf(similarity: unknown): string {
  return `${Math.round(100 * Math.max(0, Math.min(1, Number(similarity) || 0)))} %`;
}
