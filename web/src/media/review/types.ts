import { isStill } from "../still.ts";

/** Kinds of recording as the recorder calls them, in the words that MediaSource insists on. */

const CODECS: Record<string, string> = {
  av1: "av01.0.08M.08", // Chrome's recorder writes "av1", its MediaSource wants level and depth
  av01: "av01.0.08M.08",
  vp9: "vp09.00.10.08",
  avc1: "avc1.42E01F",
  h264: "avc1.42E01F",
  pcm: "opus",
};

/** "video/webm;codecs=AV1,opus" -> 'video/webm; codecs="av01.0.08M.08,opus"'. */
export function playableMime(mime: string): string {
  const [container = "", ...parameters] = mime.split(";");
  const codecs = parameters.map((p) => p.trim()).find((p) => p.toLowerCase().startsWith("codecs="));
  if (!codecs) return container.trim();
  const names = codecs.slice("codecs=".length).replace(/["'\s]/g, "").split(",").filter(Boolean);
  const said = names.map((name) => CODECS[name.toLowerCase()] ?? (name.includes(".") ? name : name.toLowerCase()));
  return `${container.trim()}; codecs="${said.join(",")}"`;
}

export function canDecode(mime: string): boolean {
  if (isStill(mime)) return true;
  return typeof MediaSource !== "undefined" && mime !== "" && MediaSource.isTypeSupported(playableMime(mime));
}
