/**
 * The microphone's sound: its loudness for the page, its samples for the speech model's worker. An AudioContext may
 * start suspended until the student touches the page (and iOS suspends a running one): until then nothing is measured,
 * which is told as null, never as silence.
 */

import type { Level } from "../tracker";
import workletUrl from "./sound.worklet.ts?worker&url";

interface Measure {
  peak: number;
  squares: number;
  samples: number;
}
const NOTHING: Measure = { peak: 0, squares: 0, samples: 0 };
const GESTURES = ["pointerdown", "mousedown", "touchend", "keydown"] as const;
const RATE = 16_000;

const asDbfs = (amplitude: number) => 20 * Math.log10(amplitude);

export class Sound {
  private context: AudioContext | null = null;
  private source: MediaStreamAudioSourceNode | null = null;
  private meter: Promise<AudioNode> | null = null;
  private track: MediaStreamTrack | null = null;
  private connecting: Promise<void> | null = null;
  private sum = NOTHING;
  private worklet: AudioWorkletNode | null = null;
  private port: MessagePort | null = null;
  private readonly wake = () => void this.context?.resume().catch(() => undefined);

  /** Where the samples go, when somebody wants them; a new port replaces the one before. */
  feed(port: MessagePort): void {
    this.port = port;
    this.handOver();
  }

  setStream(stream: MediaStream | null): void {
    const track = stream?.getAudioTracks()[0] ?? null;
    if (track === this.track) return;
    this.source?.disconnect();
    this.source = null;
    this.track = track;
    this.sum = NOTHING;
    this.listen();
  }

  /** The loudness since the last call; null when the audio graph does not run. */
  takeLevel(): Level | null {
    if (this.context?.state !== "running") this.wake();
    if (!this.source) this.listen(); // the worklet's file did not come: asked for again
    const { peak, squares, samples } = this.sum;
    this.sum = NOTHING;
    return samples === 0 ? null : { peak_dbfs: asDbfs(peak), mean_dbfs: asDbfs(Math.sqrt(squares / samples)) };
  }

  stop(): void {
    for (const gesture of GESTURES) removeEventListener(gesture, this.wake, true);
    this.source?.disconnect();
    this.context?.close().catch(() => undefined);
    this.context = this.source = this.meter = this.worklet = this.track = null;
  }

  private listen(): void {
    const track = this.track;
    if (!track || this.connecting) return;
    this.connecting = this.connect(track)
      .catch(() => {
        this.meter = null;
      })
      .then(() => {
        this.connecting = null;
        if (track !== this.track) this.listen(); // another microphone meanwhile
      });
  }

  private async connect(track: MediaStreamTrack): Promise<void> {
    const context = this.context ?? this.open();
    this.meter ??= this.makeMeter(context);
    const meter = await this.meter;
    if (track !== this.track) return;
    this.source = context.createMediaStreamSource(new MediaStream([track]));
    this.source.connect(meter);
  }

  private open(): AudioContext {
    this.context = makeContext();
    for (const gesture of GESTURES) addEventListener(gesture, this.wake, true);
    this.wake();
    return this.context;
  }

  private async makeMeter(context: AudioContext): Promise<AudioNode> {
    const meter = context.audioWorklet ? await this.makeWorklet(context) : this.makeProcessor(context);
    const mute = context.createGain();
    mute.gain.value = 0; // heard by nobody, but without a way to the output a browser may not run the graph
    meter.connect(mute).connect(context.destination);
    return meter;
  }

  private async makeWorklet(context: AudioContext): Promise<AudioNode> {
    // eslint-disable-next-line floor/members -- `makeMeter` has asked
    await context.audioWorklet.addModule(workletUrl);
    // eslint-disable-next-line compat/compat -- `makeMeter` has asked
    const node = new AudioWorkletNode(context, "sound-frames", { channelCount: 1, channelCountMode: "explicit" });
    node.port.onmessage = ({ data }: MessageEvent<Measure>) => this.add(data);
    this.worklet = node;
    this.handOver();
    return node;
  }

  private handOver(): void {
    if (!this.worklet || !this.port) return;
    this.worklet.port.postMessage(this.port, [this.port]);
    this.port = null;
  }

  /** Firefox before 76, Safari before 14.1: loudness only; these cannot run the speech model either. */
  private makeProcessor(context: AudioContext): AudioNode {
    const node = context.createScriptProcessor(4096, 1, 1);
    node.onaudioprocess = ({ inputBuffer }) => this.add(measure(inputBuffer.getChannelData(0)));
    return node;
  }

  private add({ peak, squares, samples }: Measure): void {
    const before = this.sum;
    this.sum = {
      peak: Math.max(before.peak, peak),
      squares: before.squares + squares,
      samples: before.samples + samples,
    };
  }
}

function measure(samples: Float32Array): Measure {
  let [peak, squares] = [0, 0];
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
    squares += sample * sample;
  }
  return { peak, squares, samples: samples.length };
}

/** At the speech model's rate where the browser converts a microphone to it (Firefox refuses when the source connects). */
function makeContext(): AudioContext {
  // eslint-disable-next-line compat/compat -- asked for in the same line
  const Context = globalThis.AudioContext ?? (globalThis as { webkitAudioContext?: typeof AudioContext }).webkitAudioContext;
  const isFirefox = /\bFirefox\//.test(navigator.userAgent);
  try {
    return isFirefox ? new Context() : new Context({ sampleRate: RATE });
  } catch {
    return new Context();
  }
}
