/** Where the student looks, four times a second, outside of the running exam: for the look at marked points. */

import { abilities } from "../abilities";
import { startBeat } from "../beat";
import { fetchAsset } from "../inference/assets";
import { Inference, type ModelState } from "../inference/client";
import type { Gaze } from "../inference/gaze_model";
import { Pictures } from "../looks/pictures";

export interface GazeEvents {
  gaze(gaze: Gaze): void;
  state(state: ModelState): void;
}

/** False where the browser cannot run the models at all. */
export const canWatchGaze = (): boolean => abilities().inference;

/** By the page, which stays when the check's worker goes: on a thin line half a minute of waiting is not lost. */
async function fetchFirstModels(): Promise<void> {
  await fetchAsset("lean");
  await fetchAsset("faces");
}

export function watchGaze(stream: MediaStream, events: GazeEvents): () => void {
  const now = () => Date.now();
  const inference = new Inference(["faces", "gaze"], {
    now,
    faces: ({ gaze }) => gaze && events.gaze(gaze),
    speech: () => undefined,
    objects: () => undefined,
    changed: ({ gaze }) => events.state(gaze),
  });
  const pictures = new Pictures(now, ({ forModels }) => {
    const drawn = inference.idle ? forModels() : null;
    if (drawn) inference.look(drawn);
  });
  pictures.setStream(stream);
  fetchFirstModels().catch(() => undefined); // the worker asks for them again
  inference.start();
  const stopBeat = startBeat(() => {
    pictures.look();
    inference.beat();
  });
  return () => {
    stopBeat();
    pictures.setStream(null);
    inference.stop();
  };
}
