/** Keys into times: how long each was held and how soon the next one came, by class of key. Which keys is not kept. */

export type KeyClass = "letter" | "digit" | "space" | "punctuation" | "editing" | "movement";

const EDITING = ["Backspace", "Delete", "Enter", "Tab"];
const MOVEMENT = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];

/** null: a key that belongs to no rhythm (Shift, F5), or one that an input method has taken (`Process`, `Dead`). */
export function classOf(key: string): KeyClass | null {
  if (EDITING.includes(key)) return "editing";
  if (MOVEMENT.includes(key)) return "movement";
  if ([...key].length !== 1) return null;
  if (key === " ") return "space";
  if (/[0-9]/.test(key)) return "digit";
  const isLetter = key.toLowerCase() !== key.toUpperCase() || key > "\u00bf"; // `\p{L}` needs Firefox 78
  return isLetter ? "letter" : "punctuation";
}

export interface Pressed {
  key: string;
  /** The place on the keyboard: known only while the key is down, to find its release. */
  code: string;
  at_ms: number;
  /** Repeated by being held, with Ctrl, Alt or the system's key, within an input method, or made by a script. */
  isOther: boolean;
}

const SHORTEST_MS = 10; // keyboards on a screen, and programs, let go in the same instant
const LONGEST_HELD_MS = 1000;
const LONGEST_PAUSE_MS = 1000; // a longer one is thought, not rhythm

export interface Hears {
  /** `feature`: "dwell.letter", "press.letter.space". */
  time(feature: string, ms: number): void;
  key(): void;
}

/** One document's keys. */
export class Rhythm {
  private readonly down = new Map<string, { kind: KeyClass; at_ms: number }>();
  private last: { kind: KeyClass; at_ms: number } | null = null;

  constructor(private readonly hears: Hears) {}

  press({ key, code, at_ms, isOther }: Pressed): void {
    const kind = isOther || !code ? null : classOf(key);
    if (!kind) return this.interrupt(key, code);
    if (this.last && at_ms - this.last.at_ms <= LONGEST_PAUSE_MS) {
      this.hears.time(`press.${this.last.kind}.${kind}`, Math.max(1, at_ms - this.last.at_ms));
    }
    this.last = { kind, at_ms };
    this.down.set(code, this.last);
  }

  release(code: string, at_ms: number): void {
    const pressed = this.down.get(code);
    if (!pressed) return;
    this.down.delete(code);
    const held = at_ms - pressed.at_ms;
    if (held < SHORTEST_MS || held > LONGEST_HELD_MS) return;
    this.hears.key();
    this.hears.time(`dwell.${pressed.kind}`, held);
  }

  /** The focus went elsewhere: releases may have been missed. */
  forget(): void {
    this.down.clear();
    this.last = null;
  }

  /** Shift belongs to the key that follows; anything else tears the row, and a key that repeats has no length. */
  private interrupt(key: string, code: string): void {
    this.down.delete(code);
    if (key !== "Shift" && key !== "CapsLock") this.last = null;
  }
}
