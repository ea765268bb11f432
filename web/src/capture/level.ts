/** How loud it is. */

const EVERY_MS = 100;
/** A context that starts at all does so within a second; Firefox without a sound output waits for ever. */
const STUCK_MS = 3000;
export const SILENT_DBFS = -100;

export function dbfsOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const mean = sum / (samples.length || 1);
  return mean > 0 ? Math.max(SILENT_DBFS, 10 * Math.log10(mean)) : SILENT_DBFS;
}

/** Safari before 14.1 has no floats to offer, only bytes around 128. */
function readerOf(analyser: AnalyserNode): () => Float32Array {
  const floats = new Float32Array(analyser.fftSize);
  if (analyser.getFloatTimeDomainData as unknown) {
    return () => {
      analyser.getFloatTimeDomainData(floats);
      return floats;
    };
  }
  const bytes = new Uint8Array(analyser.fftSize);
  return () => {
    analyser.getByteTimeDomainData(bytes);
    bytes.forEach((byte, i) => {
      floats[i] = (byte - 128) / 128;
    });
    return floats;
  };
}

/** Undefined where there is none, or the browser can open no more of them. */
function newContext(): AudioContext | undefined {
  type Old = { webkitAudioContext?: typeof AudioContext };
  // eslint-disable-next-line compat/compat -- asked for in the same line
  const Context = window.AudioContext ?? (window as unknown as Old).webkitAudioContext;
  try {
    return Context && new Context();
  } catch {
    return undefined;
  }
}

/** Tells the loudness (RMS, dBFS, -100 for silence) ten times a second until the returned function is called. `onStuck`:
 * nothing can be measured, so far at least; the sound itself may be as good as any. */
export function watchLevel(stream: MediaStream, onDbfs: (dbfs: number) => void, onStuck: () => void): () => void {
  if (!stream.getAudioTracks().length) return () => undefined;
  const context = newContext();
  if (!context) {
    onStuck();
    return () => undefined;
  }
  const began = Date.now();
  const analyser = context.createAnalyser();
  analyser.fftSize = 4096; // 85 ms at 48 kHz: nearly all of what is said between two looks
  const source = context.createMediaStreamSource(stream);
  source.connect(analyser);
  const read = readerOf(analyser);
  const timer = setInterval(() => {
    if (context.state === "running") return onDbfs(dbfsOf(read()));
    context.resume().catch(() => undefined); // may wait for a touch of the page, or for ever
    if (Date.now() - began >= STUCK_MS) onStuck();
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    source.disconnect();
    void context.close();
  };
}
