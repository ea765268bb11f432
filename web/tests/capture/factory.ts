import type { ChunkFrame } from "../../src/wire/frames.ts";

export const RECORDER = "0123456789abcdef";

export function chunk(sequence: number, changes: Partial<ChunkFrame> = {}): ChunkFrame {
  return {
    source: "camera",
    first: sequence === 0,
    last: false,
    recorder: RECORDER,
    segment: 0,
    sequence,
    startedDeviceMs: 1_000_000 + sequence * 500,
    durationMs: 500,
    details: null,
    payload: new Uint8Array(1000).fill(sequence & 0xff),
    ...changes,
  };
}

export const reading = (at_ms: number) => ({ at_ms, values: { window_focus: 0, face_absent: null } });

export const settled = (ms = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
