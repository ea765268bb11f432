import { describe, expect, it } from "vitest";
import { type Learned, TypingJudge } from "../../src/trackers/typing/judge.ts";
import { type Block, distance, Model, Tally, together } from "../../src/trackers/typing/model.ts";
import { classOf, type Pressed, Rhythm } from "../../src/trackers/typing/rhythm.ts";

const PARAMETERS = { learned_keys: 150, window_s: 120, least_keys: 60, on_percentile: 99, off_percentile: 95 };
const TEXT = "The tides follow the moon, because water is drawn to it; 2 times in 24 hours. ";

/** Normal numbers from an even seed (mulberry32, Box and Muller). */
function dice(seed: number): () => number {
  let a = seed;
  const even = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(even())) * Math.cos(2 * Math.PI * even());
}

interface Hand {
  held: number; // ms, median
  between: number; // ms, median from press to press
  pause: number; // ms more before a space's follower
}
const ADA: Hand = { held: 95, between: 190, pause: 60 };
const BEN: Hand = { held: 65, between: 290, pause: 0 };

/** Somebody who types at a keyboard; mood wanders by a few percent from minute to minute, as people do. */
function typist(seed: number, to: { press(p: Pressed): void; release(code: string, at: number): void; tick(ms: number): void }) {
  const roll = dice(seed);
  let [now, n, mood] = [0, 0, 0];
  return (hand: Hand, seconds: number) => {
    for (const until = now + seconds * 1000; now < until; ) {
      const key = TEXT[n++ % TEXT.length] as string;
      if (n % 40 === 0) mood = 0.7 * mood + 0.05 * roll();
      const slow = TEXT[(n - 2) % TEXT.length] === " " ? hand.pause : 0;
      now += (hand.between + slow) * Math.exp(0.35 * roll() + mood);
      to.press({ key, code: `At${key.charCodeAt(0)}`, at_ms: now, isOther: false });
      to.release(`At${key.charCodeAt(0)}`, now + hand.held * Math.exp(0.2 * roll() + mood / 2));
      to.tick(now);
    }
    return now;
  };
}

function desk(known: Learned = { earlier: [], own: [] }, seed = 1) {
  let saved: readonly Block[] = [];
  const judge = new TypingJudge(PARAMETERS, known, 0, (own) => {
    saved = own;
  });
  const rhythm = new Rhythm({ time: (f, ms) => judge.time(f, ms), key: () => judge.key() });
  const answers: (boolean | null)[] = [];
  const type = typist(seed, {
    press: (p) => rhythm.press(p), release: (c, at) => rhythm.release(c, at),
    tick: (ms) => { judge.tick(ms); if (answers[answers.length - 1] !== judge.answer) answers.push(judge.answer); },
  }); // prettier-ignore
  return { judge, rhythm, type, answers, saved: () => saved };
}

describe("keys", () => {
  it("are known by their class only", () => {
    expect(["a", "Я", "ß", "あ", "7", " ", ".", "Enter", "ArrowUp"].map(classOf)).toEqual(
      ["letter", "letter", "letter", "letter", "digit", "space", "punctuation", "editing", "movement"]); // prettier-ignore
    for (const key of ["Shift", "F5", "Process", "Dead", "Unidentified", "Control"]) expect(classOf(key)).toBeNull();
  });

  const heard = (act: (rhythm: Rhythm) => void) => {
    const times: string[] = [];
    act(new Rhythm({ time: (feature, ms) => void times.push(`${feature} ${ms}`), key: () => void times.push("key") }));
    return times;
  };
  const key = (k: string, at_ms: number, isOther = false): Pressed => ({ key: k, code: `Key${k}`, at_ms, isOther });

  it("give the time they are held and the time to the next one, also when they overlap", () => {
    expect(heard((r) => {
      r.press(key("a", 0)); r.press(key("b", 80)); r.release("Keya", 90); r.release("Keyb", 170);
    })).toEqual(["press.letter.letter 80", "key", "dwell.letter 90", "key", "dwell.letter 90"]); // prettier-ignore
  });

  it("give nothing when they repeat, are held, are let go at once, or are made by an input method", () => {
    expect(heard((r) => { r.press(key("a", 0)); r.press(key("a", 500, true)); r.release("Keya", 900); })).toEqual([]); // prettier-ignore
    expect(heard((r) => { r.press(key("a", 0)); r.release("Keya", 4000); })).toEqual([]); // prettier-ignore
    expect(heard((r) => { r.press(key("a", 0)); r.release("Keya", 1); })).toEqual([]); // prettier-ignore
    expect(heard((r) => { r.press(key("Process", 0)); r.release("KeyProcess", 80); })).toEqual([]); // prettier-ignore
  });

  it("tear the row when something else comes between, but not for a capital", () => {
    expect(heard((r) => { r.press(key("a", 0)); r.press(key("c", 100, true)); r.press(key("b", 200)); })).toEqual([]); // prettier-ignore
    expect(heard((r) => { r.press(key("a", 0)); r.press(key("Shift", 100)); r.press(key("B", 200)); })).toEqual(["press.letter.letter 200"]); // prettier-ignore
    expect(heard((r) => { r.press(key("a", 0)); r.forget(); r.press(key("b", 100)); })).toEqual([]); // prettier-ignore
    expect(heard((r) => { r.press(key("a", 0)); r.press(key("b", 5000)); })).toEqual([]); // prettier-ignore
  });
});

describe("a stretch of typing", () => {
  const block = (ms: number, n = 30): Block => {
    const tally = new Tally();
    for (let i = 0; i < n; i++) {
      tally.time("dwell.letter", ms * (0.8 + 0.013 * i));
      tally.time("press.letter.letter", 2 * ms * (0.8 + 0.013 * i));
    }
    return tally.block;
  };

  it("lies the farther from what is known the more its times differ", () => {
    const known = together([block(100), block(104), block(96)]);
    const [near, far] = [distance(block(105), known) ?? 0, distance(block(150), known) ?? 0];
    expect(near).toBeLessThan(0.6);
    expect(far).toBeGreaterThan(3 * near);
  });

  it("cannot be compared with too little in common", () => {
    expect(distance(block(100, 3), block(100))).toBeNull();
    expect(distance({ "dwell.digit": [20, 90, 410] }, block(100))).toBeNull();
    expect(new Model([[block(100)]]).bound(99)).toBeNull();
  });

  it("has a wider bound the less is known", () => {
    const bound = (n: number) => new Model([Array.from({ length: n }, (_, i) => block(100 + (i * 7) % 10))]).bound(99) ?? 0;
    expect(bound(5)).toBeGreaterThan(bound(12));
    expect(new Model([[block(100), block(105), block(95), block(101), block(99)]]).bound(99)).toBeGreaterThan(0);
  });

  it("tells nothing where the browser blurs its clock", () => {
    const tally = new Tally();
    for (let i = 1; i < 30; i++) tally.time("dwell.letter", (i % 4) * 100 + 100);
    expect(tally.isBlurred).toBe(true);
  });
});

describe("the rhythm of typing", () => {
  it("is learned, then raised in the second window of somebody else, and cleared in the first of the student", () => {
    const { type, answers, judge } = desk();
    type(ADA, 600);
    expect(judge.answer).toBe(false);
    type(BEN, 300);
    expect(judge.answer).toBe(true);
    type(ADA, 260);
    expect(judge.answer).toBe(false);
    expect(answers).toEqual([null, false, true, false]);
  });

  it("is unknown while nothing is learned and when hardly anything is typed", () => {
    const { type, judge } = desk();
    type(ADA, 20);
    judge.tick(120_000);
    expect(judge.answer).toBeNull();
    type(ADA, 500);
    judge.tick(2_000_000);
    expect(judge.answer).toBe(false);
    judge.tick(3_000_000);
    expect(judge.answer).toBeNull();
  });

  it("accuses no student of being somebody else: forty students, forty minutes each", () => {
    let windows = 0;
    for (let seed = 100; seed < 140; seed++) {
      const { type, answers } = desk(undefined, seed);
      type({ held: 70 + seed % 50, between: 150 + 3 * (seed % 40), pause: seed % 80 }, 2400); // prettier-ignore
      expect(answers, `student ${seed}`).not.toContain(true);
      windows += 20;
    }
    expect(windows).toBe(800);
  });

  it("is kept once it is known, and knows the student again in the next exam from the first window on", () => {
    const first = desk();
    first.type(ADA, 600);
    const known: Learned = { earlier: [first.saved()], own: [] };
    expect(first.saved().length).toBeGreaterThanOrEqual(5);
    const same = desk(known, 2);
    same.type(ADA, 370);
    expect(same.answers).toEqual([null, false]);
    const other = desk(known, 3);
    other.type(BEN, 370);
    expect(other.judge.answer).toBe(true);
    expect(other.saved()).toEqual([]);
  });
});
