/** Short sounds, made on the spot: one falling pair for an alert, three rising ones for a call. */

const NOTES = { alert: [660, 520], help: [587, 740, 880] } as const;
const NOTE_S = 0.14;
const LOUD = 0.18;
const APART_MS = 1200; // a burst of alerts is one sound

export class Chime {
  private context: AudioContext | null = null;
  private rangAt = 0;

  /** `onHushed`: whether the browser keeps the sound back. */
  constructor(private readonly onHushed: (hushed: boolean) => void) {}

  private readonly wake = () => void this.context?.resume();

  /** Best called in answer to a click: before one, browsers keep an audio context silent. */
  ready(): void {
    if (typeof AudioContext === "undefined") return;
    this.context ??= this.opened();
    this.tell();
    void this.context.resume();
    addEventListener("pointerdown", this.wake);
    addEventListener("keydown", this.wake);
  }

  private opened(): AudioContext {
    const context = new AudioContext();
    context.onstatechange = () => this.tell();
    return context;
  }

  private tell(): void {
    this.onHushed(!!this.context && this.context.state !== "running");
  }

  ring(kind: keyof typeof NOTES): void {
    const { context } = this;
    const now = performance.now();
    if (context?.state !== "running" || (kind === "alert" && now - this.rangAt < APART_MS)) return;
    this.rangAt = now;
    for (const [i, pitch] of NOTES[kind].entries()) this.note(context, pitch, context.currentTime + i * NOTE_S);
  }

  close(): void {
    removeEventListener("pointerdown", this.wake);
    removeEventListener("keydown", this.wake);
    void this.context?.close();
    this.context = null;
  }

  private note(context: AudioContext, pitch: number, at: number): void {
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(LOUD, at + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S * 1.4);
    tone.connect(loudness).connect(context.destination);
    tone.start(at);
    tone.stop(at + NOTE_S * 1.5);
  }
}
