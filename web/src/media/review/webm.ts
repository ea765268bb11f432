/**
 * How much of a WebM file whose chunks have a hole can be played: everything before the first break. A missing chunk
 * shows as an element that is none, as one that reaches beyond the end, or as a jump in the times of the blocks.
 */

import { CLUSTER, EBML, elementAt, numberAt, SEGMENT, SIMPLE_BLOCK, signed16, TIMECODE, timeAt, UNKNOWN } from "../ebml.ts";

const PLAIN = new Set([
  EBML, 0x1549a966, 0x1654ae6b, 0x114d9b74, 0x1254c367, 0x1c53bb6b, 0xec, 0xbf, 0xa0, 0xab, 0xa7, 0x5854,
]); // Info, Tracks, SeekHead, Tags, Cues, Void, CRC-32, BlockGroup, PrevSize, Position, SilentTracks

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
      const time = cluster + signed16(bytes, timeAt(bytes, element.body));
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
