import { useEffect, useRef } from "preact/hooks";
import css from "./student.module.css";

export interface Brightness {
  mean: number;
  spread: number;
}

const LOOK_MS = 500;
const COPY = { width: 32, height: 24 };

/** Rec. 601 luma of a small copy. */
function brightnessOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): Brightness | null {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!video.videoWidth || !context) return null;
  context.drawImage(video, 0, 0, COPY.width, COPY.height);
  const { data } = context.getImageData(0, 0, COPY.width, COPY.height);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < data.length; i += 4) {
    const luma = 0.299 * (data[i] as number) + 0.587 * (data[i + 1] as number) + 0.114 * (data[i + 2] as number);
    sum += luma;
    squares += luma * luma;
  }
  const n = data.length / 4;
  return { mean: sum / n, spread: Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2)) };
}

/** What a stream shows, in silence. `mirrored` as people know themselves from the mirror. */
export function Picture({ stream, label, mirrored, onBrightness }: {
  stream: MediaStream;
  label: string;
  mirrored?: boolean;
  onBrightness?: (brightness: Brightness) => void;
}) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.muted = true; // the attribute alone does not silence it (Preact sets it too late)
    element.srcObject = stream;
    element.play().catch(() => undefined); // hidden tab: it plays when it is looked at
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  useEffect(() => {
    if (!onBrightness) return;
    const canvas = document.createElement("canvas");
    canvas.width = COPY.width;
    canvas.height = COPY.height;
    const timer = setInterval(() => {
      const found = video.current && brightnessOf(video.current, canvas);
      if (found) onBrightness(found);
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [onBrightness]);
  return (
    <video ref={video} class={mirrored ? `${css.picture} ${css.mirrored}` : css.picture} aria-label={label} playsInline muted />
  );
}
