/** The little of EBML, the form of WebM files, that is needed to walk through one. Numbers are big-endian. */

export const EBML = 0x1a45dfa3;
export const SEGMENT = 0x18538067;
export const TRACKS = 0x1654ae6b;
export const CLUSTER = 0x1f43b675;
export const TIMECODE = 0xe7;
export const SIMPLE_BLOCK = 0xa3;
export const BLOCK_GROUP = 0xa0;
export const BLOCK = 0xa1;

const TRACK = 0xae;
const TRACK_NUMBER = 0xd7;
const TRACK_TYPE = 0x83;
const PICTURE = 1;

/** Of an element whose end nobody knew when it was begun. */
export const UNKNOWN = -1;

export interface Element {
  id: number;
  body: number; // where its content begins
  size: number; // of its content, bytes
}

/** Bytes of a number of variable length, told by its first byte; 0 when it is none. */
export function lengthOf(first: number): number {
  for (let n = 1; n <= 8; n++) if (first & (0x100 >> n)) return n;
  return 0;
}

/** `drop`: what of the first byte belongs to the number. */
export function numberAt(bytes: Uint8Array, at: number, length: number, drop: number): number {
  let value = (bytes[at] ?? 0) & drop;
  for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}

/** The element whose head lies at `at`; null when it is none, or not all of its head is there. */
export function elementAt(bytes: Uint8Array, at: number): Element | null {
  const idLength = lengthOf(bytes[at] ?? 0);
  const sizeAt = at + idLength;
  const sizeLength = lengthOf(bytes[sizeAt] ?? 0);
  if (!idLength || idLength > 4 || !sizeLength || sizeAt + sizeLength > bytes.length) return null;
  const mask = 0xff >> sizeLength;
  const size = numberAt(bytes, sizeAt, sizeLength, mask);
  const unknown = size === 2 ** (7 * sizeLength) - 1;
  return { id: numberAt(bytes, at, idLength, 0xff), body: sizeAt + sizeLength, size: unknown ? UNKNOWN : size };
}

/** Where a block whose content begins at `body` has its time, 16 bits with a sign: behind the number of its track. */
export const timeAt = (bytes: Uint8Array, body: number): number => body + lengthOf(bytes[body] ?? 0);

export function signed16(bytes: Uint8Array, at: number): number {
  const value = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  return value > 0x7fff ? value - 0x10000 : value;
}

function* childrenOf(bytes: Uint8Array, from: number, to: number): Generator<Element> {
  for (let at = from; at < to; ) {
    const element = elementAt(bytes, at);
    if (!element || element.size === UNKNOWN || element.body + element.size > to) return;
    yield element;
    at = element.body + element.size;
  }
}

/** The numbers of the tracks that are pictures, out of the list that lies between `from` and `to`. */
export function pictureTracks(bytes: Uint8Array, from: number, to: number): Set<number> {
  const found = new Set<number>();
  for (const { id, body, size } of childrenOf(bytes, from, to)) {
    if (id !== TRACK) continue;
    const inside = [...childrenOf(bytes, body, body + size)];
    const field = (wanted: number) => inside.find((e) => e.id === wanted);
    const [number, type] = [field(TRACK_NUMBER), field(TRACK_TYPE)];
    if (!number || !type || numberAt(bytes, type.body, type.size, 0xff) !== PICTURE) continue;
    found.add(numberAt(bytes, number.body, number.size, 0xff));
  }
  return found;
}
