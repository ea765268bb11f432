/** Calls `beat` until the returned function is called; by the page's own timer where no worker can be had. */
export function startTicker(everyMs: number, beat: () => void): () => void {
  let stopTimer: (() => void) | undefined;
  try {
    const worker = new Worker(new URL("./ticker.worker.ts", import.meta.url));
    worker.onmessage = beat;
    worker.onerror = () => {
      stopTimer ??= startTimer(everyMs, beat);
    };
    worker.postMessage(everyMs);
    return () => {
      worker.terminate();
      stopTimer?.();
    };
  } catch {
    return startTimer(everyMs, beat);
  }
}

function startTimer(everyMs: number, beat: () => void): () => void {
  const timer = setInterval(beat, everyMs);
  return () => clearInterval(timer);
}
