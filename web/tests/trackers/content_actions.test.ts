import { describe, expect, it } from "vitest";
import { ExamPages, listenIn } from "../../src/trackers/exam_pages.ts";
import { actionOfKeys, burstWatch, type Chord, Deeds, type Written } from "../../src/trackers/kinds/content_actions.ts";
import { Seconds } from "../../src/trackers/seconds.ts";
import { START } from "./factory.ts";

const chord = (key: string, changes: Partial<Chord> = {}): Chord => ({
  key, code: `Key${key.toUpperCase()}`, ctrl: false, meta: false, shift: false, alt: false, ...changes,
}); // prettier-ignore

describe("keys that act on the content", () => {
  it("are known by what they do on every system", () => {
    expect(actionOfKeys(chord("p", { ctrl: true }))).toBe("print");
    expect(actionOfKeys(chord("s", { meta: true }))).toBe("save");
    expect(actionOfKeys(chord("F12", { code: "F12" }))).toBe("developer_tools");
    expect(actionOfKeys(chord("I", { ctrl: true, shift: true }))).toBe("developer_tools");
    expect(actionOfKeys(chord("i", { meta: true, alt: true }))).toBe("developer_tools");
    expect(actionOfKeys(chord("u", { ctrl: true }))).toBe("developer_tools");
    expect(actionOfKeys(chord("PrintScreen", { code: "PrintScreen" }))).toBe("screenshot");
    expect(actionOfKeys(chord("$", { code: "Digit4", meta: true, shift: true }))).toBe("screenshot");
    expect(actionOfKeys(chord("S", { meta: true, shift: true }))).toBe("screenshot");
  });

  it("are found on a keyboard of another script by their place", () => {
    expect(actionOfKeys(chord("з", { code: "KeyP", ctrl: true }))).toBe("print");
  });

  it("are nothing while they write: alone, with Shift, with AltGr", () => {
    for (const key of ["p", "s", "i", "3"]) expect(actionOfKeys(chord(key))).toBeNull();
    expect(actionOfKeys(chord("S", { shift: true }))).toBeNull();
    expect(actionOfKeys(chord("ś", { code: "KeyS", ctrl: true, alt: true }))).toBeNull();
    expect(actionOfKeys(chord("b", { ctrl: true }))).toBeNull();
  });
});

describe("text without keys", () => {
  const written = (at_ms: number, grown: number, changes: Partial<Written> = {}): Written => ({
    at_ms, grown, inputType: "insertText", keyed: false, trusted: true, ...changes,
  }); // prettier-ignore
  const watch = () => burstWatch(20, START);

  it("is a burst when nobody could have said it in that time", () => {
    expect(watch()(written(START + 100, 30))).toBe(true);
    expect(watch()(written(START + 60_000, 400))).toBe(true);
  });

  it("is none when somebody types, however fast", () => {
    const burst = watch();
    for (let i = 0; i < 500; i++) expect(burst(written(START + i * 20, 1, { keyed: true }))).toBe(false);
  });

  it("is none when it is dictated, phrase by phrase", () => {
    const burst = watch();
    for (let i = 1; i < 60; i++) expect(burst(written(START + i * 4000, 90))).toBe(false);
  });

  it("is found when a program writes letter by letter without keys", () => {
    const burst = watch();
    const found = Array.from({ length: 2000 }, (_, i) => burst(written(START + i * 5, 1)));
    expect(found.filter(Boolean).length).toBeGreaterThan(5);
  });

  it("is none from an input method, a correction, undo, or what is told as paste", () => {
    for (const inputType of ["insertCompositionText", "insertReplacementText", "historyUndo", "insertFromPaste"]) {
      expect(watch()(written(START, 100, { inputType }))).toBe(false);
    }
  });

  it("is a burst when a script puts it in, also while somebody types", () => {
    expect(watch()(written(START + 60_000, 20, { trusted: false, keyed: true }))).toBe(true);
    expect(watch()(written(START + 60_000, 19, { trusted: false }))).toBe(false);
  });
});

describe("an instant", () => {
  /** With a look so often (ms), and the instant so long after a second began. */
  const told = (every: number, offset: number): number[] => {
    const [deeds, seconds] = [new Deeds(), new Seconds(["t"], START)];
    const values: number[] = [];
    let done = false;
    for (let ms = 0; ms < 9000; ms += every) {
      if (!done && ms >= 1000 + offset) deeds.add("paste", START + 1000 + offset);
      done ||= ms >= 1000 + offset;
      seconds.add("t", done && deeds.look(START + ms), START + ms);
      values.push(...seconds.closed(START + ms).map((second) => second.values["t"] ?? 0));
    }
    return values;
  };

  it("fills a whole second of the clock wherever it falls, so that it is raised, and is gone after that", () => {
    for (let offset = 0; offset < 1000; offset += 10) {
      const values = told(250, offset);
      expect(values[2], `at ${offset}`).toBe(1);
      expect(values.slice(3), `at ${offset}`).toEqual([0, 0, 0, 0, 0]);
    }
  });

  it("is not lost on a page that looks every two seconds only", () => {
    for (let offset = 0; offset < 1000; offset += 50) expect(told(2100, offset).filter((v) => v === 1)).toHaveLength(1);
  });

  it("tells the kinds of what was done, once each, and forgets them when it is over", () => {
    const deeds = new Deeds();
    for (const action of ["copy", "paste", "copy"] as const) deeds.add(action, START);
    expect(deeds.detail()).toEqual({ actions: ["copy", "paste"] });
    for (const ms of [1000, 2000]) deeds.look(START + ms);
    deeds.add("print", START + 60_000);
    expect(deeds.detail()).toEqual({ actions: ["print"] });
  });
});

/** A document as far as it is listened to. */
const paper = () => ({ defaultView: new EventTarget() }) as unknown as Document;
const frame = (get: () => Document | null) => ({ get contentDocument() { return get(); } }) as HTMLIFrameElement;

describe("the pages of the exam", () => {
  const heard: string[] = [];
  const listen = (page: Document) => listenIn(page, { copy: () => heard.push("copy") });
  const copyIn = (page: Document) => page.defaultView?.dispatchEvent(new Event("copy"));

  it("are this one and the frame's, also after the frame went on to another", () => {
    const [page, first, second] = [paper(), paper(), paper()];
    let inside = first;
    const pages = new ExamPages({ examFrame: () => frame(() => inside) }, listen, page);
    expect(pages.look()).toBe(true);
    copyIn(first);
    inside = second;
    pages.look();
    copyIn(first);
    copyIn(second);
    copyIn(page);
    expect(heard.splice(0)).toEqual(["copy", "copy", "copy"]);
    pages.end();
    for (const one of [page, first, second]) copyIn(one);
    expect(heard).toEqual([]);
  });

  it("are not all seen when the frame is of another address", () => {
    const foreign = frame(() => null);
    const closed = frame(() => { throw new Error("SecurityError"); }); // prettier-ignore
    for (const one of [foreign, closed]) expect(new ExamPages({ examFrame: () => one }, listen, paper()).look()).toBe(false);
    expect(new ExamPages({ examFrame: () => null }, listen, paper()).look()).toBe(true);
  });
});
