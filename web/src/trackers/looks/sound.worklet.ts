/**
 * Runs on the audio thread: cuts the microphone's sound into frames of 512 samples at 16 kHz, the speech model's
 * measure, and sums up its loudness. A file of its own, because the page's policy allows no script made on the spot.
 */

declare const sampleRate: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

const RATE = 16_000;
const FRAME = 512;
const FRAMES_A_MESSAGE = 8;

class SoundFrames extends AudioWorkletProcessor {
  private frames = new Float32Array(FRAME * FRAMES_A_MESSAGE);
  private filled = 0;
  private peak = 0;
  private squares = 0;
  private samples = 0;
  private speech: MessagePort | null = null;
  // Where the context cannot run at 16 kHz: each output sample is the mean of the inputs it spans.
  private sum = 0;
  private summed = 0;
  private phase = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => {
      this.speech = data;
    };
  }

  process(inputs: Float32Array[][]): boolean {
    const channel = inputs[0]?.[0];
    if (channel) for (let i = 0; i < channel.length; i++) this.take(channel[i] as number);
    return true;
  }

  private take(sample: number): void {
    this.peak = Math.max(this.peak, Math.abs(sample));
    this.squares += sample * sample;
    this.samples++;
    this.sum += sample;
    this.summed++;
    this.phase += RATE;
    if (this.phase < sampleRate) return;
    this.phase -= sampleRate;
    this.push(this.sum / this.summed);
    this.sum = 0;
    this.summed = 0;
  }

  private push(sample: number): void {
    this.frames[this.filled++] = sample;
    if (this.filled === this.frames.length) this.send();
  }

  private send(): void {
    this.port.postMessage({ peak: this.peak, squares: this.squares, samples: this.samples });
    if (this.speech) this.speech.postMessage(this.frames.buffer, [this.frames.buffer]);
    if (this.speech) this.frames = new Float32Array(FRAME * FRAMES_A_MESSAGE);
    this.filled = 0;
    this.peak = 0;
    this.squares = 0;
    this.samples = 0;
  }
}

registerProcessor("sound-frames", SoundFrames);
