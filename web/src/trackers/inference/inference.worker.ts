/** Runs the models, one look at a time. The face detector comes first: presence matters more than voices. */

import { faceFinder, type FindFaces } from "./face_model";
import { type Face, FULL_RANGE, SHORT_RANGE } from "./faces";
import { gazeReader, type ReadGaze } from "./gaze_model";
import { type FindObjects, objectFinder } from "./object_model";
import type { FacesLook, FromWorker, ModelName, PictureMessage, ToWorker } from "./protocol";
import { isMissingFunction, openModel, type RuntimeName } from "./runtime";
import { speechHearer, type HearSpeech } from "./speech_model";

let findFaces: FindFaces | null = null;
let findFarFaces: FindFaces | null = null;
let readGaze: ReadGaze | null = null;
let hearSpeech: HearSpeech | null = null;
let findObjects: FindObjects | null = null;
let turn: Promise<unknown> = Promise.resolve();
let waitingSounds = 0;
const MOST_WAITING_SOUNDS = 8; // two seconds
/** A face less sure than this is none to read a gaze from. */
const GAZE_SCORE = 0.5;

const tell = (message: FromWorker) => postMessage(message);
const tellFailed = (model: ModelName, error: unknown) =>
  tell({ kind: "failed", model, because: String(error), broken: isMissingFunction(error) });
const inTurn = (work: () => Promise<unknown>) => {
  turn = turn.then(work, work);
};

const open: Record<ModelName, (runtime: RuntimeName) => Promise<void>> = {
  faces: async (runtime) => {
    findFaces ??= faceFinder(await openModel("faces", runtime), SHORT_RANGE);
  },
  far_faces: async (runtime) => {
    findFarFaces ??= faceFinder(await openModel("far_faces", runtime), FULL_RANGE);
  },
  speech: async (runtime) => {
    hearSpeech ??= speechHearer(await openModel("speech", runtime));
  },
  gaze: async (runtime) => {
    readGaze ??= gazeReader(await openModel("mesh", runtime), await openModel("iris", runtime));
  },
  objects: async (runtime) => {
    findObjects ??= objectFinder(await openModel("objects", runtime));
  },
};

async function load(models: ModelName[], runtime: RuntimeName): Promise<void> {
  for (const model of models) {
    try {
      await open[model](runtime);
      tell({ kind: "ready", model });
    } catch (error) {
      tellFailed(model, error);
    }
  }
}

const areaOf = ({ width, height }: Face) => width * height;
const largestOf = (faces: Face[]): Face | null =>
  faces.filter(({ score }) => score >= GAZE_SCORE).sort((a, b) => areaOf(b) - areaOf(a))[0] ?? null;

async function seen({ at_ms, ...picture }: PictureMessage): Promise<FacesLook | null> {
  const find = findFarFaces ?? findFaces;
  if (!find) return null;
  const faces = await find(picture);
  const face = largestOf(faces);
  return { at_ms, faces, far: find === findFarFaces, gaze: face && readGaze ? await readGaze(picture, face) : null };
}

async function look(message: PictureMessage): Promise<void> {
  try {
    tell({ kind: "faces", look: await seen(message) });
  } catch (error) {
    findFaces = null;
    findFarFaces = null;
    readGaze = null;
    for (const model of ["faces", "far_faces", "gaze"] as const) tellFailed(model, error);
  }
}

/** After the faces were told, so that they never wait for it. */
async function lookForObjects({ at_ms, ...picture }: PictureMessage): Promise<void> {
  try {
    const began = performance.now();
    const objects = await findObjects?.(picture);
    if (objects) tell({ kind: "objects", look: { at_ms, objects, took_ms: performance.now() - began } });
  } catch (error) {
    findObjects = null;
    tellFailed("objects", error);
  }
}

async function listen(samples: Float32Array): Promise<void> {
  try {
    const heard = await hearSpeech?.(samples);
    if (heard) tell({ kind: "speech", ...heard });
  } catch (error) {
    hearSpeech = null;
    tellFailed("speech", error);
  } finally {
    waitingSounds--;
  }
}

function follow(port: MessagePort): void {
  port.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
    if (!hearSpeech || waitingSounds >= MOST_WAITING_SOUNDS) return; // a slow machine hears less rather than late
    waitingSounds++;
    inTurn(() => listen(new Float32Array(data)));
  };
}

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "load") void load(data.models, data.runtime);
  if (data.kind === "sound") follow(data.port);
  if (data.kind === "picture") inTurn(() => look(data));
  if (data.kind === "picture" && data.objects) inTurn(() => lookForObjects(data));
});
