/**
 * t1: copying, pasting, printing, saving, developer tools, screenshot keys, text that came without keys. Only the kind of
 * action is told, never what was copied or written.
 */

import { ExamPages, listenIn } from "../exam_pages";
import { tracker } from "../tracker";

const SECOND_MS = 1000;

export type Action =
  | "copy" | "cut" | "paste" | "drop" | "print" | "save" | "context_menu" | "developer_tools" | "screenshot" | "burst"; // prettier-ignore

export interface Chord {
  key: string;
  code: string;
  ctrl: boolean;
  meta: boolean;
  shift: boolean;
  alt: boolean;
}

/** The letter on the key; on a keyboard of another script the letter that stands there on a Latin one. */
function letterOf({ key, code }: Chord): string {
  const letter = key.toLowerCase();
  return /^[a-z]$/.test(letter) ? letter : code.replace(/^Key|^Digit/, "").toLowerCase();
}

const TOOLS_LETTERS = "ijck";

function withShift(letter: string, { ctrl, meta }: Chord): Action | null {
  if (meta && /^[345]$/.test(letter)) return "screenshot"; // macOS, where it reaches the page at all
  if (letter === "s") return ctrl || meta ? "screenshot" : null; // Edge and Firefox; Windows with its own key
  return ctrl && TOOLS_LETTERS.includes(letter) ? "developer_tools" : null;
}

/** Copy, cut and paste have events of their own, which the menu fires, too. */
export function actionOfKeys(chord: Chord): Action | null {
  if (chord.key === "PrintScreen") return "screenshot";
  if (chord.key === "F12") return "developer_tools";
  const { ctrl, meta, shift, alt } = chord;
  if (!ctrl && !meta) return null;
  const letter = letterOf(chord);
  if (alt) return meta && TOOLS_LETTERS.includes(letter) ? "developer_tools" : null; // Ctrl and Alt together write letters
  if (shift) return withShift(letter, chord);
  return ({ p: "print", s: "save", u: "developer_tools" } as const)[letter] ?? null;
}

/** Ways of putting text in that are no writing, or are told as what they are: undo, spelling, an input method, paste. */
const OTHER_WAYS = /^(history|delete|format|insert(Replacement|Composition|FromComposition|FromPaste|FromDrop|FromYank))/;
const SPEECH_CHARS_S = 30; // the fastest speakers dictate some 25 characters a second
const LONGEST_PHRASE = 300; // characters that a dictation may bring at once

export interface Written {
  at_ms: number;
  /** By how many characters the field has grown. */
  grown: number;
  inputType: string;
  /** A key went down, or an input method was at work, within the last second. */
  keyed: boolean;
  /** False: a script wrote it. */
  trusted: boolean;
}

/** Whether more text has come without keys than a dictation could have brought: a bucket that speech fills. */
export function burstWatch(chars: number, from_ms: number) {
  let [spoken, at] = [0, from_ms];
  return ({ at_ms, grown, inputType, keyed, trusted }: Written): boolean => {
    spoken = Math.min(LONGEST_PHRASE, spoken + (SPEECH_CHARS_S * Math.max(0, at_ms - at)) / SECOND_MS);
    at = at_ms;
    if (grown <= 0 || (trusted && (keyed || OTHER_WAYS.test(inputType)))) return false;
    if (!trusted) return grown >= chars;
    spoken -= grown;
    if (spoken > -chars) return false;
    spoken = 0;
    return true;
  };
}

const secondAfter = (at_ms: number): number => (Math.floor(at_ms / SECOND_MS) + 1) * SECOND_MS;

/**
 * What was done lately. An instant must fill half a second of the clock to be raised (`domain/violation.py`): it lasts
 * through the first whole second after it in which anybody looks, be the page ever so slow.
 */
export class Deeds {
  private owedFrom: number | null = null;
  private until = Number.NEGATIVE_INFINITY;
  private kinds: Action[] = [];

  add(action: Action, at_ms: number): void {
    if (this.owedFrom === null && at_ms >= this.until) this.kinds = [];
    if (!this.kinds.includes(action)) this.kinds.push(action);
    this.owedFrom = secondAfter(at_ms);
  }

  look(at_ms: number): boolean {
    if (this.owedFrom === null) return at_ms < this.until;
    if (at_ms >= this.owedFrom) {
      this.owedFrom = null;
      this.until = secondAfter(at_ms);
    }
    return true;
  }

  detail(): { actions: Action[] } {
    return { actions: [...this.kinds] };
  }
}

const chordOf = (e: KeyboardEvent): Chord => ({
  key: e.key, code: e.code, ctrl: e.ctrlKey, meta: e.metaKey, shift: e.shiftKey, alt: e.altKey,
}); // prettier-ignore

/** How long each field's text is; the text itself is not kept. */
class Fields {
  private readonly lengths = new WeakMap<EventTarget, number>();

  private lengthOf(target: EventTarget): number {
    const { value, textContent } = target as { value?: unknown; textContent?: string | null };
    return typeof value === "string" ? value.length : (textContent ?? "").length;
  }

  note(target: EventTarget | null): void {
    if (target) this.lengths.set(target, this.lengthOf(target));
  }

  grown(target: EventTarget | null): number {
    const before = target ? this.lengths.get(target) : undefined;
    this.note(target);
    return target && before !== undefined ? this.lengthOf(target) - before : 0;
  }
}

const KEYED_MS = 1000;

function listenTo(page: Document, now: () => number, isBurst: ReturnType<typeof burstWatch>, did: (action: Action) => void) {
  const fields = new Fields();
  let keyedAt = Number.NEGATIVE_INFINITY;
  const told = (action: Action) => (event: Event) => event.isTrusted && did(action);
  const pressed = (event: Event) => {
    const key = event as KeyboardEvent;
    keyedAt = now();
    const action = key.isTrusted && !key.repeat ? actionOfKeys(chordOf(key)) : null;
    if (action) did(action);
  };
  const released = (event: Event) => {
    if ((event as KeyboardEvent).key === "PrintScreen") did("screenshot"); // Windows tells of its release only
  };
  const composed = () => {
    keyedAt = now();
  };
  const written = ({ target, isTrusted, inputType = "" }: Event & { inputType?: string }) => {
    const at_ms = now();
    const keyed = at_ms - keyedAt < KEYED_MS;
    if (isBurst({ at_ms, grown: fields.grown(target), inputType, keyed, trusted: isTrusted })) did("burst");
  };
  return listenIn(page, {
    copy: told("copy"), cut: told("cut"), paste: told("paste"), drop: told("drop"), contextmenu: told("context_menu"),
    beforeprint: () => did("print"), keydown: pressed, keyup: released, input: written,
    compositionupdate: composed, compositionend: composed, focusin: (event) => fields.note(event.target),
  }); // prettier-ignore
}

export const contentActions = tracker<"burst_chars">({
  name: "content_actions",
  parameters: { burst_chars: 20 },
  canRun: () => true,
  watch(parameters, around) {
    const deeds = new Deeds();
    const isBurst = burstWatch(parameters.burst_chars, around.now());
    const did = (action: Action) => deeds.add(action, around.now());
    const pages = new ExamPages(around, (page) => listenTo(page, around.now, isBurst, did));
    return {
      moment({ at_ms }) {
        const seesAll = pages.look();
        return deeds.look(at_ms) || (seesAll ? false : null);
      },
      detail: () => deeds.detail(),
      end: () => pages.end(),
    };
  },
});
