/** When the server wants to see the face again, and which of some frames is the best to show. Pure. */

import type { Face } from "../inference/faces";

const SECOND_MS = 1000;
/** While nobody can ask for a second picture, one is taken all the same: two that differ are needed. */
export const PAIR_MS = 3000;
/** The detector here marks brows to chin, the server's the whole head: its 80 px are about 60 here. */
const LEAST_HEIGHT_PX = 60;

export interface LookParameters {
  every_s: number;
  after_absence_s: number;
}

export class LookTimes {
  private dueAt: number;
  private absentSince: number | null = null;
  private pairing = false;

  constructor(private readonly parameters: LookParameters, now_ms: number) {
    this.dueAt = now_ms;
  }

  due(now_ms: number): boolean {
    return now_ms >= this.dueAt;
  }

  /** The server asks for one at once. */
  asked(now_ms: number): void {
    this.dueAt = now_ms;
  }

  saw(somebody: boolean, now_ms: number): void {
    if (!somebody) this.absentSince ??= now_ms;
    else if (this.absentSince !== null) {
      if (now_ms - this.absentSince > this.parameters.after_absence_s * SECOND_MS) this.dueAt = now_ms;
      this.absentSince = null;
    }
  }

  sent(now_ms: number, online: boolean): void {
    this.pairing = !online && !this.pairing;
    this.dueAt = now_ms + (this.pairing ? PAIR_MS : this.parameters.every_s * SECOND_MS);
  }
}

/** Large, sure, and turned to the camera: the nose lies between the eyes. */
export function merit(face: Face): number {
  const [right, left, nose] = face.points;
  if (!right || !left || !nose || left.x === right.x) return 0;
  const share = (nose.x - right.x) / (left.x - right.x);
  const frontal = Math.max(0, 1 - 2 * Math.abs(share - 0.5));
  return face.score * frontal * Math.sqrt(Math.max(0, face.height));
}

/** The face that is nearest to the camera, if it is large enough to be compared. */
export function nearest(faces: readonly Face[], pictureHeight: number): Face | null {
  const [first] = [...faces].sort((a, b) => b.height - a.height);
  return first && first.height * pictureHeight >= LEAST_HEIGHT_PX ? first : null;
}

export interface Cut {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The face with as much around it again on every side: the server's detector wants to see a head. In pixels. */
export function cutAround(face: Face, width: number, height: number): Cut {
  const around = Math.max(face.width * width, face.height * height);
  const x = Math.max(0, Math.floor(face.x * width - around));
  const y = Math.max(0, Math.floor(face.y * height - around));
  const right = Math.min(width, Math.ceil((face.x + face.width) * width + around));
  const bottom = Math.min(height, Math.ceil((face.y + face.height) * height + around));
  return { x, y, width: right - x, height: bottom - y };
}
