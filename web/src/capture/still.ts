/** Still pictures of a running track. */

import type { StillShape } from "./encoding.ts";

const POOR_QUALITY = 0.35;
/** The server takes 400 KB. */
const LARGEST = 350_000;
const FRAME_WAIT_MS = 4000;

/** A JPEG of what the track shows now; null when it shows nothing. */
export async function takeStill(track: MediaStreamTrack, { width, quality }: StillShape): Promise<Blob | null> {
  const video = document.createElement("video");
  video.muted = true;
  video.setAttribute("playsinline", ""); // Safari on phones plays nothing else without a click
  video.srcObject = new MediaStream([track]);
  try {
    await firstFrame(video);
    if (!video.videoWidth) return null;
    const canvas = drawn(video, width);
    const fine = await jpeg(canvas, quality);
    return fine && fine.size > LARGEST ? await jpeg(canvas, POOR_QUALITY) : fine;
  } finally {
    video.srcObject = null;
  }
}

function firstFrame(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, FRAME_WAIT_MS);
    video.onloadeddata = () => {
      clearTimeout(timer);
      resolve();
    };
    video.play().catch(() => undefined); // refused or not, the first frame is loaded
  });
}

function drawn(video: HTMLVideoElement, widest: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.min(widest, video.videoWidth);
  canvas.height = Math.round((video.videoHeight * canvas.width) / video.videoWidth);
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function jpeg(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}
