/** The object detector at work. */

import { type InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { type FoundObject, HEIGHT, objectsOf, scaleFor, STRIDES, WIDTH } from "./objects";
import { cut, type Picture } from "./picture";

export type FindObjects = (picture: Picture) => Promise<FoundObject[]>;

const ROW = WIDTH * 3;
/** Rows that the input lacks to a square, above and below. */
const MARGIN = (WIDTH - HEIGHT) / 2;

/** It takes RGB, 0 to 255. */
function inputOf(picture: Picture): Float32Array<ArrayBuffer> {
  const square = { x: picture.width / 2, y: picture.height / 2, size: scaleFor(picture) * WIDTH, angle: 0 };
  return cut(picture, square, WIDTH, 1, 0).subarray(MARGIN * ROW, (MARGIN + HEIGHT) * ROW);
}

export function objectFinder(session: InferenceSession): FindObjects {
  return async (picture) => {
    const output = await session.run({ picture: new Tensor("float32", inputOf(picture), [1, HEIGHT, WIDTH, 3]) });
    const grids = STRIDES.map((stride) => ({ stride, planes: output[`stride_${stride}`]?.data as Float32Array }));
    return objectsOf(grids, picture);
  };
}
