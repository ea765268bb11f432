/** The object detector at work. */

import { type InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { type FoundObject, HEIGHT, sightingsOf, STRIDES, type View, WIDTH, wholeView } from "./objects";
import { closeView, likelyPhone, phoneLikeness, toldOf } from "./phones";
import { cut, type Picture } from "./picture";

export type FindObjects = (picture: Picture) => Promise<FoundObject[]>;

const ROW = WIDTH * 3;
/** Rows that the input lacks to a square, above and below. */
const MARGIN = (WIDTH - HEIGHT) / 2;

/** It takes RGB, 0 to 255. */
function inputOf(picture: Picture, { x, y, scale }: View): Float32Array<ArrayBuffer> {
  const square = { x, y, size: scale * WIDTH, angle: 0 };
  return cut(picture, square, WIDTH, 1, 0).subarray(MARGIN * ROW, (MARGIN + HEIGHT) * ROW);
}

/** Looks at the whole picture, and a second time at what may be a phone, from nearer: its score is the mean of both. */
export function objectFinder(session: InferenceSession): FindObjects {
  async function look(picture: Picture, view: View): Promise<FoundObject[]> {
    const output = await session.run({ picture: new Tensor("float32", inputOf(picture, view), [1, HEIGHT, WIDTH, 3]) });
    const grids = STRIDES.map((stride) => ({ stride, planes: output[`stride_${stride}`]?.data as Float32Array }));
    return sightingsOf(grids, picture, view);
  }

  return async (picture) => {
    const first = await look(picture, wholeView(picture));
    const phone = likelyPhone(first);
    if (!phone) return toldOf(first, null);
    const second = phoneLikeness(phone, await look(picture, closeView(phone, picture)));
    return toldOf(first, { ...phone, score: (phone.score + second) / 2 });
  };
}
