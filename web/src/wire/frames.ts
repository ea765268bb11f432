/** Binary frames of the sockets; the layout is written down in `fairseat/domain/frames.py`. All numbers big endian. */

export type Source = "camera" | "screen" | "phone";

/** A segment that is one picture: where a browser can record nothing, and the template lets it. */
export const STILL = "image/jpeg";

export interface ChunkDetails {
  mime: string;
  width: number;
  height: number;
  offset_ms: number;
  error_ms: number;
}

export interface ChunkFrame {
  source: Source;
  first: boolean;
  last: boolean;
  recorder: string; // 16 hex digits
  segment: number;
  sequence: number;
  startedDeviceMs: number;
  durationMs: number;
  details: ChunkDetails | null; // with the first chunk of a segment only
  payload: Uint8Array;
}

export interface SnapshotFrame {
  source: Source;
  id: string; // UUID of the request
  takenDeviceMs: number;
  payload: Uint8Array;
}

export interface WatchedChunk extends ChunkFrame {
  session: string;
}

export class MalformedFrame extends Error {}

const SOURCES: readonly Source[] = ["camera", "screen", "phone"];
const FIRST = 1;
const LAST = 2;
const KIND_CHUNK = 1;
const KIND_SNAPSHOT = 2;
const KIND_WATCHED = 3;
const KIND_LOOK = 4;
const CHUNK_HEAD = 34;
const SNAPSHOT_HEAD = 28;
const WATCHED_HEAD = 20;

export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

function putHex(bytes: Uint8Array, at: number, hex: string): void {
  for (let i = 0; i * 2 < hex.length; i++) bytes[at + i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
}

export function writeChunk(chunk: ChunkFrame): Uint8Array<ArrayBuffer> {
  const details = chunk.details ? new TextEncoder().encode(JSON.stringify(chunk.details)) : new Uint8Array(0);
  const bytes = new Uint8Array(CHUNK_HEAD + details.length + chunk.payload.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = KIND_CHUNK;
  bytes[1] = SOURCES.indexOf(chunk.source);
  bytes[2] = (chunk.first ? FIRST : 0) | (chunk.last ? LAST : 0);
  putHex(bytes, 4, chunk.recorder);
  view.setUint32(12, chunk.segment);
  view.setUint32(16, chunk.sequence);
  view.setFloat64(20, chunk.startedDeviceMs);
  view.setUint32(28, chunk.durationMs);
  view.setUint16(32, details.length);
  bytes.set(details, CHUNK_HEAD);
  bytes.set(chunk.payload, CHUNK_HEAD + details.length);
  return bytes;
}

/** `look`: a look at the face, which nobody had to ask for. */
export function writeSnapshot(snapshot: SnapshotFrame, look = false): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(SNAPSHOT_HEAD + snapshot.payload.length);
  bytes[0] = look ? KIND_LOOK : KIND_SNAPSHOT;
  bytes[1] = SOURCES.indexOf(snapshot.source);
  putHex(bytes, 4, snapshot.id.replace(/-/g, ""));
  new DataView(bytes.buffer).setFloat64(20, snapshot.takenDeviceMs);
  bytes.set(snapshot.payload, SNAPSHOT_HEAD);
  return bytes;
}

function uuid(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function detailsIn(raw: Uint8Array): ChunkDetails | null {
  if (!raw.length) return null;
  try {
    return JSON.parse(new TextDecoder().decode(raw)) as ChunkDetails;
  } catch {
    throw new MalformedFrame("details are no JSON");
  }
}

/** A chunk as the page wrote it. Throws `MalformedFrame`. `payload` is a view, not a copy. */
export function readChunk(bytes: Uint8Array): ChunkFrame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < CHUNK_HEAD || bytes[0] !== KIND_CHUNK) throw new MalformedFrame("this is no chunk");
  const source = SOURCES[bytes[1] as number];
  if (!source) throw new MalformedFrame(`unknown source ${bytes[1]}`);
  const body = CHUNK_HEAD + view.getUint16(32);
  if (bytes.length < body) throw new MalformedFrame("shorter than its details");
  const flags = bytes[2] as number;
  return {
    source,
    first: (flags & FIRST) !== 0,
    last: (flags & LAST) !== 0,
    recorder: toHex(bytes.subarray(4, 12)),
    segment: view.getUint32(12),
    sequence: view.getUint32(16),
    startedDeviceMs: view.getFloat64(20),
    durationMs: view.getUint32(28),
    details: detailsIn(bytes.subarray(CHUNK_HEAD, body)),
    payload: bytes.subarray(body),
  };
}

/** A chunk as a watcher gets it. Throws `MalformedFrame`. */
export function readWatched(frame: ArrayBuffer | Uint8Array): WatchedChunk {
  const bytes = frame instanceof Uint8Array ? frame : new Uint8Array(frame);
  if (bytes.length < WATCHED_HEAD || bytes[0] !== KIND_WATCHED) throw new MalformedFrame("this is no watched chunk");
  return { session: uuid(bytes.subarray(4, 20)), ...readChunk(bytes.subarray(WATCHED_HEAD)) };
}
