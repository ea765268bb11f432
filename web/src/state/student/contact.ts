/** Whom to ask, as an organizer wrote it: words in which addresses can be followed. */

export interface Part {
  text: string;
  /** The text is an e-mail address. */
  mail: boolean;
}

/** Whoever wants to be exact here is wrong in other ways: what looks like an address is one. */
const ADDRESS = /[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"@]+\.[^\s<>()[\],;:"@.]+/g;

export function contactParts(contact: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (let found = ADDRESS.exec(contact); found; found = ADDRESS.exec(contact)) {
    if (found.index > at) parts.push({ text: contact.slice(at, found.index), mail: false });
    parts.push({ text: found[0], mail: true });
    at = found.index + found[0].length;
  }
  if (at < contact.length) parts.push({ text: contact.slice(at), mail: false });
  return parts;
}
