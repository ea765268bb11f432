import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Answers, joined } from "../../src/state/student/answers.ts";
import { Refusal } from "../../src/wire/http.ts";
import { memory } from "./factory.ts";

let posted: [string, string][];
let attempts: number;
let fault: Refusal | null;
let keep: ReturnType<typeof memory>;
let answers: Answers;

const away = () => new Refusal(0, "unreachable", "");
const now = () => ({ device_ms: Date.now(), offset_ms: -5 });
const late: [string, string, number][] = [];
let isOver: boolean;
const parts = {
  now,
  async postLate(task: string, text: string, written: { device_ms: number }) {
    if (fault) throw fault;
    late.push([task, text, written.device_ms]);
  },
};
const make = () =>
  new Answers({
    keep,
    ...parts,
    async post(task, text) {
      attempts += 1;
      if (fault) throw fault;
      if (isOver) throw new Refusal(409, "wrong_state", "");
      posted.push([task, text]);
    },
  });
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  posted = [];
  attempts = 0;
  fault = null;
  isOver = false;
  late.length = 0;
  keep = memory();
  answers = make();
});
afterEach(() => {
  answers.stop();
  vi.useRealTimers();
});

describe("answers while the line is up", () => {
  it("go out a second after the last key, once, with the last text", async () => {
    for (const text of ["a", "ab", "abc"]) {
      answers.write("t", text);
      await pass(400);
    }
    expect(posted).toEqual([]);
    expect(answers.saving.value.t).toBe("waiting");
    await pass(600);
    expect(posted).toEqual([["t", "abc"]]);
    expect(answers.saving.value.t).toBe("saved");
    expect(answers.pending.value).toBe(0);
  });

  it("go out every eight seconds when somebody writes without a pause", async () => {
    for (let i = 0; i < 20; i++) {
      answers.write("t", `text ${i}`);
      await pass(500);
    }
    expect(posted).toEqual([["t", "text 15"]]);
  });

  it("arrive one after the other, so that an older text never overwrites a newer one", async () => {
    const open: (() => void)[] = [];
    const order: string[] = [];
    answers = new Answers({
      keep,
      ...parts,
      post: (_task, text) => new Promise((done) => { order.push(text); open.push(done); }), // prettier-ignore
    });
    answers.write("t", "old");
    await pass(1000);
    answers.write("t", "new");
    await pass(2000);
    expect(order).toEqual(["old"]);
    open[0]?.();
    await pass(0);
    expect(order).toEqual(["old", "new"]);
    expect(answers.saving.value.t).toBe("saving");
    open[1]?.();
    await pass(0);
    expect(answers.saving.value.t).toBe("saved");
  });

  it("are not called saved while a newer text waits", async () => {
    let arrive: () => void = () => undefined;
    answers = new Answers({ keep, ...parts, post: () => new Promise((done) => { arrive = done; }) }); // prettier-ignore
    answers.write("t", "old");
    await pass(1000);
    answers.write("t", "new");
    arrive();
    await pass(0);
    expect(answers.saving.value.t).toBe("waiting");
    expect(keep.get("answers")).toContain("new");
  });

  it("of one task do not wait for those of another", async () => {
    answers.write("a", "1");
    answers.write("b", "2");
    await pass(1000);
    expect(posted).toEqual([["a", "1"], ["b", "2"]]); // prettier-ignore
  });
});

describe("answers while the line is down", () => {
  it("stay on this device, and are tried again by themselves", async () => {
    fault = away();
    answers.write("t", "kept");
    await pass(1000);
    expect(answers.saving.value.t).toBe("offline");
    expect(answers.pending.value).toBe(1);
    fault = null;
    await pass(5000);
    expect(posted).toEqual([["t", "kept"]]);
    expect(keep.held.size).toBe(0);
  });

  it("outlive the page", async () => {
    fault = away();
    answers.write("t", "written before the crash");
    await pass(1000);
    answers.stop();
    fault = null;
    answers = make();
    answers.recall({});
    expect(answers.texts.value.t).toBe("written before the crash");
    await pass(1000);
    expect(posted).toEqual([["t", "written before the crash"]]);
  });

  it("outlive the page even if it closes before the first attempt", () => {
    answers.write("t", "a word");
    answers.stop();
    answers = make();
    answers.recall({ other: "from the server" });
    expect(answers.texts.value).toEqual({ other: "from the server", t: "a word" });
  });

  it("go out at once when the owner says so", async () => {
    fault = away();
    answers.write("t", "x");
    await pass(1000);
    fault = null;
    await answers.flush();
    expect(posted).toEqual([["t", "x"]]);
  });

  it("are marked as refused, and not tried for ever, when the server will not have them", async () => {
    fault = new Refusal(422, "unusable_text", "");
    answers.write("t", "odd");
    await pass(60_000);
    expect(attempts).toBe(1);
    expect(answers.saving.value.t).toBe("refused");
    expect(answers.pending.value).toBe(0);
    expect(answers.lost.value).toEqual([{ task: "t", text: "odd", fault }]);
    expect(keep.get("answers")).toContain("odd");
  });

  it("wait while somebody signs in again", async () => {
    fault = new Refusal(401, "signed_out", "");
    answers.write("t", "x");
    await pass(1000);
    expect(answers.saving.value.t).toBe("offline");
  });

  it("survive a memory that another version wrote", () => {
    keep.set("answers", "{ broken");
    answers.recall({ t: "stored" });
    expect(answers.texts.value).toEqual({ t: "stored" });
  });
});

describe("two texts for one task", () => {
  it("are one when they are the same, or one continues the other", () => {
    expect(joined({ text: "abc", base: "" }, "")).toBe("abc");
    expect(joined({ text: "abc", base: "a" }, "a")).toBe("abc");
    expect(joined({ text: "abc", base: "a" }, "abc")).toBe("abc");
    expect(joined({ text: "abc", base: "a" }, "ab")).toBe("abc");
  });

  it("both stay when another device has written meanwhile", () => {
    expect(joined({ text: "mine", base: "old" }, "theirs")).toBe("theirs\n\nmine");
  });

  it("are not doubled by the next reload", async () => {
    fault = away();
    keep.set("answers", JSON.stringify({ t: { text: "mine", base: "old" } }));
    answers.recall({ t: "theirs" });
    answers.stop();
    answers = make();
    answers.recall({ t: "theirs" });
    expect(answers.texts.value.t).toBe("theirs\n\nmine");
  });
});

describe("answers that the line kept back until the exam was over", () => {
  it("are handed in late, with the time at which they were written", async () => {
    fault = away();
    answers.write("t", "written offline");
    const at = Date.now();
    await pass(60_000);
    expect(answers.pending.value).toBe(1);
    fault = null;
    isOver = true;
    await answers.flush();
    expect(late).toEqual([["t", "written offline", at]]);
    expect(posted).toEqual([]);
    expect(answers.pending.value).toBe(0);
    expect(keep.held.size).toBe(0);
  });

  it("go as they were written after a reload, not mixed with what was there in time", async () => {
    fault = away();
    answers.recall({ t: "in time" });
    answers.write("t", "mine");
    const at = Date.now();
    await pass(3000);
    answers.stop();
    fault = null;
    isOver = true;
    await pass(3_600_000);
    answers = make();
    answers.recall({ t: "in time of another device" }, true);
    expect(answers.pending.value).toBe(1);
    await pass(1000);
    expect(late).toEqual([["t", "mine", at]]);
    expect(answers.pending.value).toBe(0);
  });

  it("keep their time when a reload in the running exam brings them back", async () => {
    fault = away();
    answers.write("t", "first");
    const at = Date.now();
    answers.stop();
    await pass(10_000);
    answers = make();
    answers.recall({});
    isOver = true;
    fault = null;
    await pass(1000);
    expect(late).toEqual([["t", "first", at]]);
  });

  it("are still there to be copied when nothing more is taken", async () => {
    isOver = true;
    const closed = new Refusal(409, "session_closed", "");
    answers = new Answers({ keep, ...parts, post: async () => { throw new Refusal(409, "wrong_state", ""); },
      postLate: async () => { throw closed; } }); // prettier-ignore
    answers.write("t", "much too late");
    await pass(60_000);
    expect(answers.lost.value).toEqual([{ task: "t", text: "much too late", fault: closed }]);
    expect(answers.pending.value).toBe(0);
    expect(keep.get("answers")).toContain("much too late");
  });

  it("are nothing when what was kept is what the server has", () => {
    keep.set("answers", JSON.stringify({ t: { text: "same", base: "" } }));
    answers.recall({ t: "same" }, true);
    expect(answers.pending.value).toBe(0);
    expect(keep.held.size).toBe(0);
  });
});
