/** Records a second of a source and looks at it: a browser that says it can record may still deliver nothing. */

import type { Source } from "../wire/frames.ts";
import { canRecord, mimesFor, ratesOf, SLICE_MS, stillShapeOf } from "./encoding.ts";
import { takeStill } from "./still.ts";
import { bytesOf } from "./take.ts";

/** `stills`: nothing can be recorded, but pictures can be taken, and that will do. */
export type Trial = "ok" | "stills" | "no_pieces" | "no_recording";

const RECORD_MS = 1000;
/** From the call of `stop` to the event, which some browsers never send. */
const STOP_MS = 2000;
const EBML = [0x1a, 0x45, 0xdf, 0xa3]; // WebM
const BOX = [0x66, 0x74, 0x79, 0x70]; // "ftyp", MP4
const BOX_AT = 4;

const isAt = (bytes: Uint8Array, at: number, what: readonly number[]) => what.every((one, i) => bytes[at + i] === one);

/** What the bytes of a whole recording are. */
export function judged(bytes: Uint8Array): Trial {
  if (!bytes.length) return "no_pieces";
  return isAt(bytes, 0, EBML) || isAt(bytes, BOX_AT, BOX) ? "ok" : "no_recording";
}

async function recorded(stream: MediaStream, options: MediaRecorderOptions): Promise<Uint8Array> {
  // eslint-disable-next-line compat/compat -- `canRecord` says no where there is none
  const media = new MediaRecorder(stream, options);
  const pieces: Blob[] = [];
  const over = new Promise<void>((resolve) => {
    media.ondataavailable = (event) => void pieces.push(event.data);
    media.onstop = () => resolve();
    media.onerror = () => resolve();
  });
  media.start(SLICE_MS);
  await wait(RECORD_MS);
  if (media.state !== "inactive") media.stop();
  await Promise.race([over, wait(STOP_MS)]);
  return bytesOf(new Blob(pieces));
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Tries each type in turn, as the recorder does in the exam (`watch.ts`); the first that works will do. */
export async function tryRecording(source: Source, stream: MediaStream, stills: boolean): Promise<Trial> {
  const found = await tryTypes(source, stream);
  const picture = stream.getVideoTracks()[0];
  if (found === "ok" || !stills || !picture) return found;
  return (await takeStill(picture, stillShapeOf(source, 0)).catch(() => null)) ? "stills" : found;
}

async function tryTypes(source: Source, stream: MediaStream): Promise<Trial> {
  const tracks = stream.getTracks().filter((track) => source !== "screen" || track.kind === "video");
  const has = (kind: string) => tracks.some((track) => track.kind === kind);
  let found: Trial = "no_pieces";
  for (const mimeType of mimesFor(source, has("video"), has("audio")).filter(canRecord)) {
    const { videoBits } = ratesOf(source, 0);
    const made = recorded(new MediaStream(tracks), { mimeType, ...(has("video") && { videoBitsPerSecond: videoBits }) });
    found = judged(await made.catch(() => new Uint8Array(0)));
    if (found === "ok") break;
  }
  return found;
}
