/** The photo of the face at the check-in: the sharpest of a few frames. */

const FRAMES = 4;
const BETWEEN_MS = 250;
const WIDEST = 640;
const QUALITY = 0.85;
/** On a line of 256 kbit/s that is two seconds. */
const LARGEST = 60_000;
const POOR_QUALITY = 0.6;
const FRAME_WAIT_MS = 4000;
const COPY = { width: 160, height: 120 };

/** A JPEG; null when the stream shows nothing. */
export async function takePhoto(stream: MediaStream): Promise<Blob | null> {
  const video = document.createElement("video");
  video.muted = true;
  video.setAttribute("playsinline", ""); // Safari on phones plays nothing else without a click
  video.srcObject = stream;
  try {
    await playing(video);
    if (!video.videoWidth) return null;
    const fine = await sharpest(video);
    const blob = await jpeg(fine, QUALITY);
    return blob && blob.size > LARGEST ? await jpeg(fine, POOR_QUALITY) : blob;
  } finally {
    video.srcObject = null;
  }
}

function playing(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, FRAME_WAIT_MS);
    video.onloadeddata = () => {
      clearTimeout(timer);
      resolve();
    };
    video.play().catch(() => undefined);
  });
}

async function sharpest(video: HTMLVideoElement): Promise<HTMLCanvasElement> {
  let best = drawn(video);
  let most = sharpness(best);
  for (let i = 1; i < FRAMES; i++) {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    const next = drawn(video);
    const found = sharpness(next);
    if (found > most) [best, most] = [next, found];
  }
  return best;
}

function drawn(video: HTMLVideoElement): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.min(WIDEST, video.videoWidth);
  canvas.height = Math.round((video.videoHeight * canvas.width) / video.videoWidth);
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** How much neighbouring pixels of a small copy differ: a moving head is smeared. */
function sharpness(canvas: HTMLCanvasElement): number {
  const small = document.createElement("canvas");
  small.width = COPY.width;
  small.height = COPY.height;
  const context = small.getContext("2d");
  if (!context) return 0;
  context.drawImage(canvas, 0, 0, COPY.width, COPY.height);
  const { data } = context.getImageData(0, 0, COPY.width, COPY.height);
  let sum = 0;
  for (let i = 4; i < data.length; i += 4) sum += Math.abs((data[i + 1] as number) - (data[i - 3] as number));
  return sum;
}

function jpeg(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}
