/** Still pictures in a video element: as its poster, which is shown as long as there is nothing to play. */

import { STILL } from "../wire/frames.ts";

export const isStill = (mime: string): boolean => mime === STILL;

export function pictureOf(bytes: BlobPart): string {
  return URL.createObjectURL(new Blob([bytes], { type: STILL }));
}
