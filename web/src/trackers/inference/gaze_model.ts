/** Mesh and irises of one face: where head and eyes are turned, and how far the mouth is open. */

import { type InferenceSession, Tensor } from "onnxruntime-web/wasm";
import type { Face } from "./faces";
import { IRIS_INPUT, meanOf, shiftOf } from "./iris";
import { type Eye, eyesOf, MESH_INPUT, mouthOf, type Pose, poseOf, regionOf, spotsOf } from "./mesh";
import { cut, type Picture, type Point, type Region } from "./picture";

export interface Gaze extends Pose {
  /** Mean of both eyes, in widths of an eye, `x` towards the picture's right; null where the eyes are too small. */
  eyes: Point | null;
  /** Gap between the lips in widths of the mouth. */
  mouth: number;
  /** How sure the mesh is that this is a face, 0 to 1. */
  score: number;
}

export type ReadGaze = (picture: Picture, face: Face) => Promise<Gaze>;

/** Pixels: an iris of a smaller eye is two or three pixels wide. */
const LEAST_EYE = 14;

async function ran(session: InferenceSession, input: Float32Array<ArrayBuffer>, side: number): Promise<Float32Array[]> {
  const output = await session.run({ [session.inputNames[0] as string]: new Tensor("float32", input, [1, side, side, 3]) });
  return session.outputNames.map((name) => output[name]?.data as Float32Array);
}

export function gazeReader(mesh: InferenceSession, iris: InferenceSession): ReadGaze {
  async function shift(picture: Picture, { region }: Eye, mirrored: boolean): Promise<Point> {
    const outputs = await ran(iris, cut(picture, region, IRIS_INPUT, 1 / 255, 0, mirrored), IRIS_INPUT);
    return shiftOf(outputs[iris.outputNames.indexOf("output_iris")] as Float32Array, mirrored);
  }

  async function eyes(picture: Picture, found: Eye[]): Promise<Point | null> {
    if (found.some(({ width }) => width < LEAST_EYE)) return null;
    const shifts: Point[] = [];
    for (const [n, eye] of found.entries()) shifts.push(await shift(picture, eye, n === 1));
    return meanOf(shifts);
  }

  return async (picture, face) => {
    const region: Region = regionOf(face, picture);
    const [raw, flag] = await ran(mesh, cut(picture, region, MESH_INPUT, 1 / 255, 0), MESH_INPUT);
    const spots = spotsOf(raw as Float32Array);
    const score = 1 / (1 + Math.exp(-(flag?.[0] ?? 0)));
    return { ...poseOf(spots, region.angle), eyes: await eyes(picture, eyesOf(spots, region)), mouth: mouthOf(spots), score };
  };
}
