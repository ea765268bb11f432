import { describe, expect, test, vi } from "vitest";
import { Focus, mayUse, sourcesOf, trackersOf } from "../../src/state/proctor/focus.ts";
import { readingOf } from "../../src/state/proctor/reading.ts";
import type { SessionPage } from "../../src/state/proctor/record.ts";
import { subjectOf } from "../../src/state/proctor/subject.ts";
import { Refusal } from "../../src/wire/http.ts";
import { at, page, said, tile } from "./factory.ts";

/** A server whose answers the test gives when it likes. */
function server() {
  const waiting: { answer: (page: SessionPage) => void; refuse: (refusal: Refusal) => void }[] = [];
  const fetchPage = vi.fn(() => new Promise<SessionPage>((answer, refuse) => waiting.push({ answer, refuse })));
  return { waiting, focus: new Focus("a", fetchPage), fetchPage };
}

const settled = () => new Promise((done) => setTimeout(done, 0));

describe("the student in focus", () => {
  test("what is told while the page is fetched is not lost", async () => {
    const { focus, waiting } = server();
    void focus.load();
    focus.hear(said("m1"));
    waiting[0]?.answer(page());
    await settled();
    expect(focus.page.value?.chat.map((c) => c.id)).toEqual(["m1"]);
  });

  test("the page is fetched again after what the server writes down by itself, also when that happens during a fetch", async () => {
    const { focus, waiting, fetchPage } = server();
    void focus.load();
    focus.hear({ type: "help_answered", session: "a", help: "h", by: "Petra", at_ms: at(9) });
    focus.hear({ type: "help_answered", session: "b", help: "h", by: "Petra", at_ms: at(9) });
    waiting[0]?.answer(page());
    await settled();
    expect(fetchPage).toHaveBeenCalledTimes(2);
  });

  test("a server that is away is asked again by itself, a plain no is not", async () => {
    vi.useFakeTimers();
    const { focus, waiting, fetchPage } = server();
    void focus.load();
    waiting[0]?.refuse(new Refusal(503, "server_error", "Away."));
    await vi.advanceTimersByTimeAsync(3100);
    expect(fetchPage).toHaveBeenCalledTimes(2);
    waiting[1]?.refuse(new Refusal(404, "not_found", "No."));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fetchPage).toHaveBeenCalledTimes(2);
    expect(focus.refusal.value?.status).toBe(404);
    vi.useRealTimers();
  });
});

describe("what the template lets a proctor do", () => {
  const settings = { tools: ["chat" as const], trackers: { camera: { on: true }, voices: { on: false } }, sources: { camera: true, screen: false } };

  test("tools, trackers and sources that are switched off are not offered", () => {
    const limited = page({ settings });
    expect([mayUse(limited, "chat"), mayUse(limited, "termination")]).toEqual([true, false]);
    expect(trackersOf(limited)).toEqual(["camera"]);
    expect(sourcesOf(limited)).toEqual(["camera"]);
  });

  test("where it says nothing, everything may be used", () => {
    expect(mayUse(page(), "warning")).toBe(true);
    expect(sourcesOf(null)).toEqual(["camera", "screen"]);
  });
});

describe("the head of the page", () => {
  test("follows the tile, and does with the fetched page where there is no tile", () => {
    expect(subjectOf(tile("a", { credibility: 60 }), page())?.credibility).toBe(60);
    expect(subjectOf(undefined, page())).toMatchObject({ student: "Student a", credibility: 97, over: false, endsMs: at(5400) });
    expect(subjectOf(undefined, null)).toBeNull();
  });
});

describe("a live reading", () => {
  const readings = { values: { voices: 0.4, lips: null }, atMs: at(10) };

  test("is a share, unknown where the tracker could not look, or not available at all", () => {
    expect(readingOf("voices", readings, [], at(11))).toEqual({ kind: "value", share: 0.4 });
    expect(readingOf("lips", readings, [], at(11))).toEqual({ kind: "unknown" });
    expect(readingOf("camera", readings, [], at(11))).toEqual({ kind: "unknown" });
    expect(readingOf("voices", readings, ["voices"], at(11))).toEqual({ kind: "unavailable" });
  });

  test("that is some seconds old is no longer shown as the present one", () => {
    expect(readingOf("voices", readings, [], at(20))).toEqual({ kind: "unknown" });
  });
});
