const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"; // none that are taken for another: i l o 0 1
const GROUPS = 4;
const LENGTH = 4;
const FAIR = 256 - (256 % LETTERS.length); // bytes from here on would favour the first letters

function letter(): string {
  for (;;) {
    const byte = crypto.getRandomValues(new Uint8Array(1))[0] ?? FAIR;
    if (byte < FAIR) return LETTERS.charAt(byte % LETTERS.length);
  }
}

/** Four groups of four letters, about 79 bits, to be read out or copied: "k7dm-x2pq-…". */
export function madePassword(): string {
  const group = () => Array.from({ length: LENGTH }, letter).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}
