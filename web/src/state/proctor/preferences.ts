import { effect, signal } from "@preact/signals";
import { recall, remember } from "./stored.ts";

const KEY = "fairseat.proctor";

interface Kept {
  sound: boolean;
  source: "camera" | "screen";
  listening: boolean;
  volume: number;
}

const START: Kept = { sound: false, source: "camera", listening: false, volume: 0.8 };

/** How this proctor likes the page; kept in this browser. */
export class Preferences {
  private readonly kept = { ...START, ...recall<Partial<Kept>>("local", KEY, {}) };
  /** A sound with each alert and call. */
  readonly sound = signal(this.kept.sound);
  /** What the whole grid shows. */
  readonly source = signal(this.kept.source);
  /** Hear the student in focus. */
  readonly listening = signal(this.kept.listening);
  readonly volume = signal(this.kept.volume);

  /** Writes each change down, until the returned function is called. */
  keep(): () => void {
    return effect(() => {
      const { sound, source, listening, volume } = this;
      remember("local", KEY, { sound: sound.value, source: source.value, listening: listening.value, volume: volume.value });
    });
  }
}
