import { effect, signal } from "@preact/signals";
import { recall, remember } from "./stored.ts";
import type { SpanName } from "./timeline.ts";

const KEY = "fairseat.proctor";

interface Kept {
  sound: boolean;
  source: "camera" | "screen";
  listening: boolean;
  volume: number;
  large: "camera" | "screen";
  span: SpanName;
  panel: Panel;
}

export type Panel = "chat" | "violations" | "notes";

const START: Kept = { sound: false, source: "camera", listening: false, volume: 0.8, large: "screen", span: "ten", panel: "chat" };

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
  /** What is large when one student is looked at. */
  readonly large = signal(this.kept.large);
  /** How much of the session the timeline shows. */
  readonly span = signal(this.kept.span);
  /** What stands beside the student: the same for the next one. */
  readonly panel = signal(this.kept.panel);

  /** Writes each change down, until the returned function is called. */
  keep(): () => void {
    return effect(() => {
      const { sound, source, listening, volume, large, span, panel } = this;
      const kept: Kept = {
        sound: sound.value, source: source.value, listening: listening.value, volume: volume.value, large: large.value, span: span.value,
        panel: panel.value,
      };
      remember("local", KEY, kept);
    });
  }
}
