/** The face detectors at work. */

import { type InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { type Face, facesOf, fitInto, type Layout } from "./faces";
import { cut, type Picture, wholeOf } from "./picture";

export type FindFaces = (picture: Picture) => Promise<Face[]>;

/** `session` must have been opened with a model of that layout; it takes RGB, -1 to 1. */
export function faceFinder(session: InferenceSession, layout: Layout): FindFaces {
  const [boxes, logits] = session.outputNames as [string, string];
  const { input } = layout;
  return async (picture) => {
    const tensor = new Tensor("float32", cut(picture, wholeOf(picture), input, 1 / 127.5, -1), [1, input, input, 3]);
    const output = await session.run({ [session.inputNames[0] as string]: tensor });
    const fit = fitInto(picture.width, picture.height);
    return facesOf(layout, output[boxes]?.data as Float32Array, output[logits]?.data as Float32Array, fit);
  };
}
