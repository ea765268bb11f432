/** The size of the picture, read from the head of a WebM or JPEG file: a track's settings can say something else. */

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

export const sizeOf = (bytes: Uint8Array): Size | null => sizeInWebm(bytes) ?? sizeInJpeg(bytes);

const MARKER = 0xff;
const START_OF_IMAGE = 0xd8;
const FRAMES = new Set([0xc0, 0xc1, 0xc2]); // SOF: baseline, extended, progressive (ITU-T T.81, B.2.2)

/** Null when the bytes are no JPEG. */
function sizeInJpeg(bytes: Uint8Array): Size | null {
  const u16 = (at: number) => numberAt(bytes, at, 2, 0xff);
  if (bytes[0] !== MARKER || bytes[1] !== START_OF_IMAGE) return null;
  for (let at = 2; bytes[at] === MARKER; at += 2 + u16(at + 2)) {
    if (FRAMES.has(bytes[at + 1] as number)) return { width: u16(at + 7), height: u16(at + 5) };
  }
  return null;
}

/** Null when the bytes are no WebM or the head is not whole. */
function sizeInWebm(bytes: Uint8Array): Size | null {
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
