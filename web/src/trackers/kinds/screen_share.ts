/** s1: the screen is not shared, or only a part of it. */

import { type Answer, type Surroundings, tracker } from "../tracker";

const ASPECT_TOLERANCE = 0.015; // a maximised window lacks a task bar's height, some 3% and more

export interface ScreenFacts {
  required: boolean;
  track: "missing" | "ended" | "muted" | "live";
  surface: "monitor" | "window" | "browser" | null;
  /** Size of the first frame, once it came; `getSettings()` is known to lie. */
  frame: { width: number; height: number } | null;
  screen: { width: number; height: number };
}

/** null: could not look; otherwise what is wrong, or "right". */
export function shareProblem(facts: ScreenFacts): string | null {
  if (!facts.required) return null;
  if (facts.track !== "live") return facts.track;
  if (facts.surface !== null) return facts.surface === "monitor" ? "right" : facts.surface;
  if (!facts.frame) return null;
  const ratio = facts.frame.width / facts.frame.height / (facts.screen.width / facts.screen.height);
  return Math.abs(ratio - 1) <= ASPECT_TOLERANCE ? "right" : "not_whole_screen";
}

const answerOf = (problem: string | null): Answer => (problem === null ? null : problem !== "right");

function trackState(stream: MediaStream | null): ScreenFacts["track"] {
  const track = stream?.getVideoTracks()[0];
  if (!track) return "missing";
  if (track.readyState === "ended") return "ended";
  return track.muted ? "muted" : "live";
}

/** Reads the first frame's size through a video element of its own. */
class FirstFrame {
  private stream: MediaStream | null = null;
  private video: HTMLVideoElement | null = null;

  sizeOf(stream: MediaStream | null): ScreenFacts["frame"] {
    if (stream !== this.stream) this.attach(stream);
    const { videoWidth: width = 0, videoHeight: height = 0 } = this.video ?? {};
    return width > 0 && height > 0 ? { width, height } : null;
  }

  attach(stream: MediaStream | null): void {
    this.stream = stream;
    if (this.video) this.video.srcObject = null;
    this.video = stream ? document.createElement("video") : null;
    if (!this.video) return;
    this.video.muted = true;
    this.video.srcObject = stream;
    this.video.play().catch(() => undefined); // refused without a gesture: the metadata comes all the same
  }
}

const readFacts = (around: Surroundings, first: FirstFrame): ScreenFacts => ({
  required: around.required.screen,
  track: trackState(around.screen.stream),
  surface: around.screen.surface,
  frame: around.screen.surface === null ? first.sizeOf(around.screen.stream) : null,
  screen: { width: screen.width, height: screen.height },
});

export const screenShare = tracker({
  name: "screen_share",
  parameters: {},
  canRun: () => typeof navigator.mediaDevices?.getDisplayMedia === "function",
  watch(_parameters, around) {
    const first = new FirstFrame();
    let problem: string | null = null;
    return {
      moment() {
        problem = shareProblem(readFacts(around, first));
        return answerOf(problem);
      },
      detail: () => ({ reason: problem }),
      end: () => first.attach(null),
    };
  },
});
