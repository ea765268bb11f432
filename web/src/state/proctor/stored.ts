/** What this browser remembers; a private window that refuses to is no reason to stop. */

export function recall<T>(area: "local" | "session", key: string, otherwise: T): T {
  try {
    const text = (area === "local" ? localStorage : sessionStorage).getItem(key);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise;
  }
}

export function remember(area: "local" | "session", key: string, value: unknown): void {
  try {
    (area === "local" ? localStorage : sessionStorage).setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden.
  }
}
