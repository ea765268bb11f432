/** k1: the rhythm of typing is not the student's own. Only times by class of key are looked at, never which keys. */

import { ExamPages, listenIn } from "../exam_pages";
import { tracker } from "../tracker";
import { type Hears, type Pressed, Rhythm } from "../typing/rhythm";
import { type Learned, type Parameter, TypingJudge } from "../typing/judge";

const PARAMETERS: Record<Parameter, number> = {
  learned_keys: 150, window_s: 120, least_keys: 60, on_percentile: 99, off_percentile: 95,
}; // prettier-ignore

const isOther = (e: KeyboardEvent): boolean =>
  e.repeat || e.isComposing || e.keyCode === 229 || !e.isTrusted || e.metaKey || // 229: Safari, of input methods
  ((e.ctrlKey || e.altKey) && !e.getModifierState("AltGraph")); // prettier-ignore

const pressedOf = (e: KeyboardEvent): Pressed => ({ key: e.key, code: e.code, at_ms: e.timeStamp, isOther: isOther(e) });

/** Each document has a clock of its own. */
function listenTo(page: Document, hears: Hears): () => void {
  const rhythm = new Rhythm(hears);
  return listenIn(page, {
    keydown: (event) => rhythm.press(pressedOf(event as KeyboardEvent)),
    keyup: (event) => rhythm.release((event as KeyboardEvent).code, event.timeStamp),
    blur: () => rhythm.forget(),
  });
}

const NOTHING: Learned = { earlier: [], own: [] };

export const keystrokes = tracker<Parameter>({
  name: "keystrokes",
  parameters: PARAMETERS,
  canRun: () => true,
  watch(parameters, around) {
    let judge: TypingJudge | null = null; // until what is known has come
    const begin = (known: Learned) => {
      judge = new TypingJudge(parameters, known, around.now(), (own) => around.typing?.save(own));
    };
    if (around.typing) around.typing.load().then(begin, () => begin(NOTHING));
    else begin(NOTHING);
    const hears: Hears = { time: (feature, ms) => judge?.time(feature, ms), key: () => judge?.key() };
    const pages = new ExamPages(around, (page) => listenTo(page, hears));
    return {
      moment({ at_ms }) {
        const seesAll = pages.look();
        judge?.tick(at_ms);
        return seesAll && judge ? judge.answer : null;
      },
      detail: () => ({ over_bound: Math.round((judge?.ratio ?? 0) * 10) / 10 }),
      end: () => pages.end(),
    };
  },
});
