/** What may be shown in the exam's frame, and how. */

/** An absolute web address, or a path on this server; null for anything else (`javascript:` above all). */
export function webAddress(raw: string, base: string): URL | null {
  const text = raw.trim();
  if (!/^(https?:\/\/|\/)/i.test(text)) return null;
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

/** Browsers load nothing unencrypted inside an encrypted page, and say so only to themselves. */
export const isBlocked = (address: URL, base: string): boolean =>
  base.startsWith("https:") && address.protocol === "http:";

const ALLOWED = [
  "allow-scripts", "allow-forms", "allow-modals", "allow-downloads", "allow-pointer-lock",
  "allow-popups", "allow-popups-to-escape-sandbox",
]; // prettier-ignore

/** Chrome shows no PDF in a sandbox, and says so only inside the frame; the name is all that can be known before. */
export const isPaper = (address: URL): boolean => /\.pdf$/i.test(address.pathname);

/**
 * Content may do all that an exam needs, but never navigate this page away. Its own origin would let content of
 * this server's reach out of the frame, so that one goes without. No address does without a sandbox, whatever its
 * name ends in: what a server answers is its own choice.
 */
export function sandboxOf(address: URL, base: string): string {
  const isOwn = address.origin === new URL(base).origin;
  return (isOwn ? ALLOWED : [...ALLOWED, "allow-same-origin"]).join(" ");
}
