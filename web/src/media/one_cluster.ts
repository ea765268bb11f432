/**
 * A WebM segment's clusters written as one, piece by piece.
 *
 * Firefox (153) plays 0.6 s of each 10 s otherwise: its demuxer begins anew at a cluster whose first packet of sound is
 * earlier than the end of the last picture, as in the recordings of all browsers, and then stands amid pictures that
 * hang on earlier ones. So the heads of later clusters are left out, and the times of their blocks are told from the
 * first one. Those have 16 bits: what does not fit begins a cluster, if possible at a key picture, from where
 * a demuxer can begin anew.
 */

import { joined } from "./bytes.ts";
import { BLOCK, BLOCK_GROUP, CLUSTER, EBML, elementAt, numberAt, pictureTracks, SEGMENT, SIMPLE_BLOCK, signed16, TIMECODE, TRACKS, timeAt, UNKNOWN } from "./ebml.ts";

const HEAD = 12; // bytes: an id of four, a size of eight
const FARTHEST_MS = 0x7fff;
/** From here on a key picture begins a cluster: between two of a camera lie 10 s at most, of a screen 30 s. */
const FAR_MS = 20_000;
/** More than any picture; what claims to be larger is no recording of ours. */
const LARGEST = 8 * 1024 * 1024;
const KEY = 0x80;
const BARE_CLUSTER = [0x1f, 0x43, 0xb6, 0x75, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const BARE_SEGMENT = [0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const PLAIN = new Set([EBML, TRACKS, 0x1549a966, 0x1254c367]); // ... Info, Tags
const UNTRUE = new Set([
  0x114d9b74, 0x1c53bb6b, 0xbf, 0xab, 0xa7, 0x5854, 0xec,
]); // of one cluster: SeekHead, Cues, CRC-32, PrevSize, Position, SilentTracks, and Void
const OURS = new Set([...PLAIN, ...UNTRUE, TIMECODE, SIMPLE_BLOCK, BLOCK_GROUP]);

class OneCluster {
  private rest = new Uint8Array(0);
  private out: Uint8Array[] = [];
  private base: number | null = null; // ms, of the cluster that is written
  private cluster = 0; // ms, of the one that is read
  private pictures: ReadonlySet<number> = new Set();
  private foreign = false;

  /** What may go to the browser now; an element that is cut waits for its other half, as it would there. */
  take(piece: Uint8Array): Uint8Array<ArrayBuffer> {
    if (this.foreign) return joined([piece]);
    const bytes = joined([this.rest, piece]);
    let at = 0;
    for (let next = this.step(bytes, at); next > at; next = this.step(bytes, at)) at = next;
    this.rest = bytes.subarray(at);
    if (this.rest.length > LARGEST || this.foreign) this.giveUp();
    const out = joined(this.out);
    this.out = [];
    return out;
  }

  /** From here on everything goes on as it comes: what it is, the browser may judge. */
  private giveUp(): void {
    this.foreign = true;
    this.out.push(this.rest);
    this.rest = new Uint8Array(0);
  }

  /** Deals with one element or head and tells where the next begins; `at` when it is not all there yet. */
  private step(bytes: Uint8Array, at: number): number {
    const element = elementAt(bytes, at);
    if (!element) {
      this.foreign = bytes.length - at >= HEAD;
      return at;
    }
    const { id, body, size } = element;
    if (id === CLUSTER) return body;
    if (id === SEGMENT) return this.write(BARE_SEGMENT, body);
    const end = body + size;
    this.foreign = size === UNKNOWN || size > LARGEST || !OURS.has(id);
    if (this.foreign || end > bytes.length) return at;
    if (id === TIMECODE) this.cluster = numberAt(bytes, body, size, 0xff);
    else if (id === SIMPLE_BLOCK) this.block(bytes.slice(at, end), body - at, this.isKey(bytes, body));
    else if (id === BLOCK_GROUP) this.blockGroup(bytes.slice(at, end), body - at);
    else if (PLAIN.has(id)) this.plain(bytes.subarray(at, end));
    if (id === TRACKS) this.pictures = pictureTracks(bytes, body, end);
    return end;
  }

  /** Whatever stands beside clusters ends the one before it. */
  private plain(element: Uint8Array): void {
    this.base = null;
    this.write(element, 0);
  }

  private write(bytes: ArrayLike<number>, next: number): number {
    this.out.push(Uint8Array.from(bytes));
    return next;
  }

  /** A picture that hangs on no other. */
  private isKey(bytes: Uint8Array, body: number): boolean {
    const track = numberAt(bytes, body, 1, 0x7f); // below 127, or it is none of ours
    return this.pictures.has(track) && ((bytes[timeAt(bytes, body) + 2] ?? 0) & KEY) !== 0;
  }

  /** The block stands first in its group: its length, or what it hangs on, comes behind it. */
  private blockGroup(element: Uint8Array, body: number): void {
    const inner = elementAt(element, body);
    if (inner?.id === BLOCK) this.block(element, inner.body, false);
    else this.write(element, 0);
  }

  private block(element: Uint8Array, body: number, key: boolean): void {
    const place = timeAt(element, body);
    const time = this.cluster + signed16(element, place);
    const relative = time - (this.base ?? 0);
    const fits = Math.abs(relative) <= FARTHEST_MS && !(key && relative > FAR_MS);
    if (this.base === null || !fits) this.begin(Math.max(0, time));
    this.write(withTime(element, place, time - (this.base ?? 0)), 0);
  }

  private begin(base: number): void {
    this.base = base;
    this.write([...BARE_CLUSTER, TIMECODE, 0x84, base >>> 24, base >>> 16, base >>> 8, base], 0);
  }
}

function withTime(element: Uint8Array, place: number, relative: number): Uint8Array {
  element[place] = (relative >> 8) & 0xff;
  element[place + 1] = relative & 0xff;
  return element;
}

export type Writer = (piece: Uint8Array) => Uint8Array<ArrayBuffer>;

export const oneCluster = (): Writer => {
  const cluster = new OneCluster();
  return (piece) => cluster.take(piece);
};

/** Firefox on iPhones is Safari inside, and says "FxiOS". */
const isFirefox = (): boolean => navigator.userAgent.includes("Firefox/");

/** How the pieces of one segment, in their order, are handed to this browser. */
export const newWriter = (): Writer => (isFirefox() ? oneCluster() : (piece) => joined([piece]));
