/** Still pictures in a video element: as its poster, which is shown as long as there is nothing to play. */

export const isStill = (mime: string): boolean => mime === "image/jpeg";

export function pictureOf(bytes: BlobPart): string {
  return URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
}
