/** Runs the models, one look at a time. The face detector comes first: presence matters more than voices. */

import { openFaceModel, type FindFaces } from "./face_model";
import type { FromWorker, ModelName, ToWorker } from "./protocol";
import { openSpeechModel, type HearSpeech } from "./speech_model";

let findFaces: FindFaces | null = null;
let hearSpeech: HearSpeech | null = null;
let turn: Promise<unknown> = Promise.resolve();
let waitingSounds = 0;
const MOST_WAITING_SOUNDS = 8; // two seconds

const tell = (message: FromWorker) => postMessage(message);
const inTurn = (work: () => Promise<unknown>) => {
  turn = turn.then(work, work);
};

const open: Record<ModelName, () => Promise<void>> = {
  faces: async () => {
    findFaces ??= await openFaceModel();
  },
  speech: async () => {
    hearSpeech ??= await openSpeechModel();
  },
};

async function load(models: ModelName[]): Promise<void> {
  for (const model of models) {
    try {
      await open[model]();
      tell({ kind: "ready", model });
    } catch (error) {
      tell({ kind: "failed", model, because: String(error) });
    }
  }
}

async function look({ at_ms, rgba, fit }: Extract<ToWorker, { kind: "picture" }>): Promise<void> {
  try {
    tell({ kind: "faces", at_ms, faces: (await findFaces?.(rgba, fit)) ?? null });
  } catch (error) {
    findFaces = null;
    tell({ kind: "failed", model: "faces", because: String(error) });
  }
}

async function listen(samples: Float32Array): Promise<void> {
  try {
    const heard = await hearSpeech?.(samples);
    if (heard) tell({ kind: "speech", ...heard });
  } catch (error) {
    hearSpeech = null;
    tell({ kind: "failed", model: "speech", because: String(error) });
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
  if (data.kind === "load") void load(data.models);
  if (data.kind === "sound") follow(data.port);
  if (data.kind === "picture") inTurn(() => look(data));
});
