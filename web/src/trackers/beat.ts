/** The engine's beat. */

export const BEAT_MS = 250;

/** Calls `beat` four times a second until the returned function is called; without workers by the page's own timer. */
export function startBeat(beat: () => void): () => void {
  try {
    const worker = new Worker(new URL("./clock.worker.ts", import.meta.url));
    worker.onmessage = beat;
    worker.postMessage(BEAT_MS);
    let stopTimer: (() => void) | undefined;
    worker.onerror = () => {
      stopTimer ??= startTimer(beat);
    };
    return () => {
      worker.terminate();
      stopTimer?.();
    };
  } catch {
    return startTimer(beat);
  }
}

function startTimer(beat: () => void): () => void {
  const timer = setInterval(beat, BEAT_MS);
  return () => clearInterval(timer);
}
