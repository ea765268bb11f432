import { type Signal, signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Ending } from "../../src/state/student/ending.ts";
import { Refusal } from "../../src/wire/http.ts";
import { page, pipeline, turn, worldWith } from "./factory.ts";

let pipe: ReturnType<typeof pipeline>;
let browser: ReturnType<typeof page>;
let log: string[];
let clicked: (number | null)[];
let fault: Refusal | null;
let ending: Ending;
let pending: Signal<number>;

beforeEach(() => {
  vi.useFakeTimers();
  pipe = pipeline();
  browser = page();
  log = [];
  clicked = [];
  fault = null;
  pending = signal(0);
  ending = new Ending(worldWith({ page: browser }), {
    stop: async () => void log.push("stop"),
    flushAnswers: async () => void log.push("answers"),
    now: () => Date.now(),
    async tellServer(waiting, _timeOver, clickedMs) {
      log.push(`tell ${waiting}`);
      clicked.push(clickedMs);
      if (fault) throw fault;
    },
    pendingAnswers: pending,
    pipeline: pipe.port,
    goOn: () => void log.push("go on"),
    openLine: () => log.push("open line"),
  });
});
afterEach(() => void vi.useRealTimers());

describe("the end of the exam", () => {
  it("stops everything, hands in the answers, and then tells the server how much is still on its way", async () => {
    void ending.begin("finished");
    await turn();
    expect(log).toEqual(["stop", "answers", "tell 4"]);
    expect(ending.told.value).toBe(true);
    expect(ending.busy.value).toBe(true);
    pipe.arrive();
    await turn();
    expect(ending.done.value).toBe(true);
    expect(ending.busy.value).toBe(false);
  });

  it("shows how the rest of the recording gets less", async () => {
    void ending.begin("finished");
    await turn();
    pipe.left(8, 80_000);
    expect(ending.left.value).toEqual({ chunks: 8, bytes: 80_000, ofChunks: 10 });
    pipe.left(0, 0);
    expect(ending.left.value.chunks).toBe(0);
  });

  it("comes once, whatever else would end it meanwhile", async () => {
    void ending.begin("finished");
    void ending.begin("time_over");
    void ending.begin("terminated");
    await turn();
    expect(ending.why.value).toBe("finished");
    expect(log.filter((what) => what === "stop")).toHaveLength(1);
    expect(log.filter((what) => what.startsWith("tell"))).toHaveLength(1);
  });

  it("is told again until the server is reached, at once when the browser is online again", async () => {
    fault = new Refusal(0, "unreachable", "");
    void ending.begin("time_over");
    await turn();
    await vi.advanceTimersByTimeAsync(1000);
    expect(log.filter((what) => what.startsWith("tell"))).toHaveLength(2);
    expect(ending.told.value).toBe(false);
    fault = null;
    browser.happen("online");
    await turn();
    expect(ending.told.value).toBe(true);
  });

  it("is told with the time of the click, however late the server is reached", async () => {
    fault = new Refusal(0, "unreachable", "");
    const at = Date.now();
    void ending.begin("finished");
    await vi.advanceTimersByTimeAsync(60_000);
    fault = null;
    browser.happen("online");
    await turn();
    expect(ending.told.value).toBe(true);
    expect(new Set(clicked)).toEqual(new Set([at]));
  });

  it("has no click where the time was over", async () => {
    void ending.begin("time_over");
    await turn();
    expect(clicked).toEqual([null]);
  });

  it("counts as told when the server says that it is over already", async () => {
    fault = new Refusal(409, "wrong_state", "");
    void ending.begin("time_over");
    await turn();
    expect(ending.told.value).toBe(true);
    expect(log.filter((what) => what.startsWith("tell"))).toHaveLength(1);
  });

  it("goes on when the server knows of minutes that this page does not", async () => {
    fault = new Refusal(409, "time_added", "");
    void ending.begin("time_over");
    await turn();
    expect(log.slice(-1)).toEqual(["go on"]);
  });

  it("is not told to the server that ended it itself", async () => {
    void ending.begin("terminated");
    await turn();
    expect(log).toEqual(["stop", "answers"]);
    expect(ending.told.value).toBe(true);
    expect(ending.busy.value).toBe(true);
  });
});

describe("an exam that ended in an earlier life of the page", () => {
  it("is worth no word when nothing was left behind", async () => {
    void ending.sendRest();
    await turn();
    pipe.left(0, 0, 0);
    expect(ending.why.value).toBeNull();
    pipe.arrive();
    await turn();
    expect(ending.busy.value).toBe(false);
    expect(log).toEqual([]);
  });

  it("has its rest sent, on a line that is opened for it", async () => {
    void ending.sendRest();
    await turn();
    pipe.left(3, 30_000);
    expect(log).toEqual(["open line"]);
    expect(ending.why.value).toBe("earlier");
    expect(ending.busy.value).toBe(true);
    pipe.arrive();
    await turn();
    expect(ending.done.value).toBe(true);
  });
});

describe("answers at the end", () => {
  it("are waited for before the end is told, or they would be late", async () => {
    pending.value = 1;
    void ending.begin("finished");
    await turn();
    expect(log).toEqual(["stop", "answers"]);
    pending.value = 0;
    await vi.advanceTimersByTimeAsync(1000);
    expect(log).toEqual(["stop", "answers", "answers", "tell 4"]);
  });

  it("that the server cannot store do not hold up the end for ever, and still count as not arrived", async () => {
    pending.value = 1;
    void ending.begin("finished");
    pipe.arrive();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log).toContain("tell 4");
    expect(ending.told.value).toBe(true);
    expect(ending.done.value).toBe(false);
    expect(ending.busy.value).toBe(true);
    pending.value = 0;
    await turn();
    pipe.arrive();
    await turn();
    expect(ending.done.value).toBe(true);
  });

  it("left behind by an earlier life of the page are worth a word until they are in", async () => {
    pending.value = 2;
    void ending.sendRest();
    await turn();
    expect(ending.why.value).toBe("earlier");
    pipe.arrive();
    await turn();
    expect(ending.busy.value).toBe(true);
    pending.value = 0;
    expect(ending.done.value).toBe(true);
    expect(ending.busy.value).toBe(false);
  });
});
