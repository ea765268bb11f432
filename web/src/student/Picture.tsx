import { useEffect, useRef } from "preact/hooks";
import { type Light, lightOf } from "../trackers/light.ts";
import { COPY } from "../trackers/tracker.ts";
import css from "./student.module.css";

const LOOK_MS = 500;

function brightnessOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): Light | null {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!video.videoWidth || !context) return null;
  context.drawImage(video, 0, 0, COPY.width, COPY.height);
  return lightOf(context.getImageData(0, 0, COPY.width, COPY.height).data);
}

/** What a stream shows, in silence. `mirrored` as people know themselves from the mirror. */
export function Picture({ stream, label, mirrored, onBrightness }: {
  stream: MediaStream;
  label: string;
  mirrored?: boolean;
  onBrightness?: (light: Light) => void;
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
