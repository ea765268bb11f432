/**
 * Silero VAD 6 at work: 512 new samples at 16 kHz (32 ms), led by the last 64 of the frame before (without them this
 * version hears no speech at all), and a state that goes from frame to frame.
 */

import { type InferenceSession, Tensor } from "onnxruntime-web/wasm";

const RATE = 16_000;
export const FRAME = 512;
const CONTEXT = 64;
const STATE = [2, 1, 128] as const;

export type HearSpeech = (samples: Float32Array) => Promise<{ probabilities: number[]; powers: number[] }>;

export function speechHearer(session: InferenceSession): HearSpeech {
  // eslint-disable-next-line compat/compat -- runs only where SIMD compiles (abilities.ts)
  const rate = new Tensor("int64", BigInt64Array.of(BigInt(RATE)), []);
  const input = new Float32Array(CONTEXT + FRAME);
  let state = new Tensor("float32", new Float32Array(STATE[0] * STATE[1] * STATE[2]), STATE);

  async function probability(frame: Float32Array): Promise<number> {
    input.copyWithin(0, FRAME);
    input.set(frame, CONTEXT);
    const output = await session.run({ input: new Tensor("float32", input, [1, input.length]), state, sr: rate });
    state = output["stateN"] as typeof state;
    return output["output"]?.data[0] as number;
  }

  return async (samples) => {
    const probabilities: number[] = [];
    const powers: number[] = [];
    for (let at = 0; at + FRAME <= samples.length; at += FRAME) {
      const frame = samples.subarray(at, at + FRAME);
      probabilities.push(await probability(frame));
      powers.push(frame.reduce((sum, sample) => sum + sample * sample, 0) / FRAME);
    }
    return { probabilities, powers };
  };
}
