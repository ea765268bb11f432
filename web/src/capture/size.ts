/** The size of the picture, read from the head of a WebM file: a track's settings can say something else. */

const TRACKS = 0x1654ae6b;
const MASTERS = new Set([0x18538067, TRACKS, 0xae, 0xe0]); // Segment, Tracks, TrackEntry, Video
const WIDTH = 0xb0;
const HEIGHT = 0xba;
const CLUSTER = 0x1f43b675;

export interface Size {
  width: number;
  height: number;
}

function lengthOf(first: number): number {
  return first ? Math.clz32(first) - 23 : 0;
}

function numberAt(bytes: Uint8Array, at: number, length: number, firstMask: number): number {
  let value = (bytes[at] ?? 0) & firstMask;
  for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}

/** Null when the bytes are no WebM or the head is not whole. */
export function sizeInWebm(bytes: Uint8Array): Size | null {
  let at = 0;
  let width = 0;
  while (at < bytes.length) {
    const idLength = lengthOf(bytes[at] ?? 0);
    const id = numberAt(bytes, at, idLength, 0xff);
    const sizeAt = at + idLength;
    const sizeLength = lengthOf(bytes[sizeAt] ?? 0);
    if (!idLength || idLength > 4 || !sizeLength || id === CLUSTER) return null;
    const body = sizeAt + sizeLength;
    const size = numberAt(bytes, sizeAt, sizeLength, 0xff >> sizeLength);
    if (id === WIDTH) width = numberAt(bytes, body, size, 0xff);
    if (id === HEIGHT) return width ? { width, height: numberAt(bytes, body, size, 0xff) } : null;
    at = MASTERS.has(id) ? body : body + size;
  }
  return null;
}
