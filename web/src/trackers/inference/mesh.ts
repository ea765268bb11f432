/**
 * From the mesh of a face to where its head is turned. 468 points, x and y in the input's pixels, z alike with the head's
 * middle as zero and the camera at negative values. Source: MediaPipe face mesh (point numbers of its canonical model).
 */

import type { Face } from "./faces";
import { outOf, type Picture, type Point, type Region } from "./picture";

export const MESH_INPUT = 192;
/** The detector's box spans brows to chin; the mesh was trained on half as much again. MediaPipe: `face_landmark.pbtxt`. */
const AROUND = 1.5;

export interface Spot extends Point {
  z: number;
}

/** Degrees. `yaw` above 0: turned to the picture's right (the person's left); `pitch` above 0: raised. */
export interface Pose {
  yaw: number;
  pitch: number;
  roll: number;
}

/** Pairs that lie alike on both halves of a face, the picture's left one first. */
const PAIRS = [[234, 454], [127, 356], [93, 323], [33, 263], [61, 291]] as const; // prettier-ignore
const [FOREHEAD, CHIN] = [10, 152];
const [UPPER_LIP, LOWER_LIP, LEFT_CORNER, RIGHT_CORNER] = [13, 14, 78, 308];
/** Corners of the eyes, the picture's left eye first: outer and inner, inner and outer. */
const EYES = [[33, 133], [362, 263]] as const; // prettier-ignore
/** MediaPipe: `iris_landmark_landmarks_to_roi.pbtxt`. */
const AROUND_EYE = 2.3;

const degrees = (radians: number) => (radians * 180) / Math.PI;

/** Where the mesh looks, in the picture's pixels: the face, turned upright by its eyes. */
export function regionOf(face: Face, { width, height }: Picture): Region {
  const [right, left] = face.points as [Point, Point];
  const angle = Math.atan2((left.y - right.y) * height, (left.x - right.x) * width);
  return {
    x: (face.x + face.width / 2) * width,
    y: (face.y + face.height / 2) * height,
    size: AROUND * Math.max(face.width * width, face.height * height),
    angle,
  };
}

export function spotsOf(raw: ArrayLike<number>): Spot[] {
  return Array.from({ length: Math.floor(raw.length / 3) }, (_, i) => ({
    x: raw[3 * i] ?? 0, y: raw[3 * i + 1] ?? 0, z: raw[3 * i + 2] ?? 0,
  })); // prettier-ignore
}

const between = (spots: Spot[], from: number, to: number): Spot => {
  const [a, b] = [spots[from] as Spot, spots[to] as Spot];
  return { x: b.x - a.x, y: b.y - a.y, z: b.z - a.z };
};

function summed(vectors: Spot[]): Spot {
  return vectors.reduce((sum, one) => ({ x: sum.x + one.x, y: sum.y + one.y, z: sum.z + one.z }), { x: 0, y: 0, z: 0 });
}

/** `angle` is the region's, by which the mesh was turned upright. */
export function poseOf(spots: Spot[], angle: number): Pose {
  const across = summed(PAIRS.map(([a, b]) => between(spots, a, b)));
  const down = between(spots, FOREHEAD, CHIN);
  return {
    yaw: degrees(Math.atan2(across.z, Math.hypot(across.x, across.y))),
    pitch: degrees(Math.atan2(-down.z, Math.hypot(down.x, down.y))),
    roll: degrees(angle + Math.atan2(across.y, across.x)),
  };
}

/** How far the lips are apart, in widths of the mouth. */
export function mouthOf(spots: Spot[]): number {
  const gap = between(spots, UPPER_LIP, LOWER_LIP);
  const width = between(spots, LEFT_CORNER, RIGHT_CORNER);
  return Math.hypot(gap.x, gap.y, gap.z) / Math.max(1e-6, Math.hypot(width.x, width.y, width.z));
}

/** An eye's corners in the picture, its left one first, and the square around it for the iris model. */
export interface Eye {
  corners: readonly [Point, Point];
  width: number;
  region: Region;
}

export function eyesOf(spots: Spot[], region: Region): Eye[] {
  return EYES.map(([a, b]) => {
    const [from, to] = [a, b].map((n) => outOf(region, inside(spots[n] as Spot))) as [Point, Point];
    const width = Math.hypot(to.x - from.x, to.y - from.y);
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    return {
      corners: [from, to] as const,
      width,
      region: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, size: AROUND_EYE * width, angle },
    };
  });
}

const inside = ({ x, y }: Point): Point => ({ x: x / MESH_INPUT, y: y / MESH_INPUT });
