/** The face detector at work. */

import { Tensor } from "onnxruntime-web/wasm";
import { facesOf, INPUT, toInput, type Face, type Fit } from "./faces";
import { openModel } from "./runtime";

export type FindFaces = (rgba: Uint8ClampedArray, fit: Fit) => Promise<Face[]>;

export async function openFaceModel(): Promise<FindFaces> {
  const session = await openModel("faces");
  const [boxes, logits] = session.outputNames as [string, string];
  return async (rgba, fit) => {
    const input = new Tensor("float32", toInput(rgba), [1, INPUT, INPUT, 3]);
    const output = await session.run({ [session.inputNames[0] as string]: input });
    return facesOf(output[boxes]?.data as Float32Array, output[logits]?.data as Float32Array, fit);
  };
}
