/**
 * How much of a WebM file whose chunks have a hole can be played: everything before the first break. A missing chunk
 * shows as an element that is none, as one that reaches beyond the end, or as a jump in the times of the blocks.
 */

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const TIMECODE = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const PLAIN = new Set([
  EBML, 0x1549a966, 0x1654ae6b, 0x114d9b74, 0x1254c367, 0x1c53bb6b, 0xec, 0xbf, 0xa0, 0xab, 0xa7, 0x5854,
]); // Info, Tracks, SeekHead, Tags, Cues, Void, CRC-32, BlockGroup, PrevSize, Position, SilentTracks
const UNKNOWN = -1;

interface Element {
  id: number;
  body: number;
  size: number;
}

function lengthOf(first: number): number {
  for (let n = 1; n <= 8; n++) if (first & (0x100 >> n)) return n;
  return 0;
}

function numberAt(bytes: Uint8Array, at: number, length: number, drop: number): number {
  let value = (bytes[at] ?? 0) & drop;
  for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}

function elementAt(bytes: Uint8Array, at: number): Element | null {
  const idLength = lengthOf(bytes[at] ?? 0);
  const sizeAt = at + idLength;
  const sizeLength = lengthOf(bytes[sizeAt] ?? 0);
  if (!idLength || idLength > 4 || !sizeLength || sizeAt + sizeLength > bytes.length) return null;
  const mask = 0xff >> sizeLength;
  const size = numberAt(bytes, sizeAt, sizeLength, mask);
  const unknown = size === 2 ** (7 * sizeLength) - 1;
  return { id: numberAt(bytes, at, idLength, 0xff), body: sizeAt + sizeLength, size: unknown ? UNKNOWN : size };
}

function blockTime(bytes: Uint8Array, element: Element, cluster: number): number {
  const at = element.body + lengthOf(bytes[element.body] ?? 0);
  const relative = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  return cluster + (relative > 0x7fff ? relative - 0x10000 : relative);
}

/** Length in bytes of the part that hangs together. `jump`: the longest step in time that is no hole, ms. */
export function wholeLength(bytes: Uint8Array, jump: number): number {
  let at = 0;
  let cluster = 0;
  let last = 0;
  while (at < bytes.length) {
    const element = elementAt(bytes, at);
    if (!element) return at;
    if (element.id === SEGMENT || element.id === CLUSTER) {
      at = element.body;
      continue;
    }
    const end = element.body + element.size;
    if (element.size === UNKNOWN || end > bytes.length) return at;
    if (element.id === TIMECODE) cluster = numberAt(bytes, element.body, element.size, 0xff);
    else if (element.id === SIMPLE_BLOCK) {
      const time = blockTime(bytes, element, cluster);
      if (time - last > jump) return at;
      last = Math.max(last, time);
    } else if (!PLAIN.has(element.id)) return at;
    at = end;
  }
  return at;
}

/** Does the file begin with its head? Without it no browser can play any of the rest. */
export function hasHead(bytes: Uint8Array, mime: string): boolean {
  if (!mime.includes("webm")) return bytes.length > 0;
  return bytes.length > 4 && numberAt(bytes, 0, 4, 0xff) === EBML;
}
