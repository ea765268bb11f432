import { describe, expect, it } from "vitest";
import { contactParts } from "../../src/state/student/contact.ts";
import { Ends } from "../../src/state/student/ends.ts";
import { lookAgainMs, Reopening } from "../../src/state/student/reopened.ts";
import { stageOf } from "../../src/state/student/stage.ts";
import { withZone } from "../../src/ui/time.ts";
import { Refusal } from "../../src/wire/http.ts";
import { at, NOW, sitting } from "./factory.ts";

const MINUTE = 60_000;

describe("how often a page that is over looks whether it was reopened", () => {
  const over = (state: "finished" | "terminated", ended: number) => sitting({ state, ends_at: at(60), finished_at: at(ended) });

  it("is often for who was terminated or has finished before the time", () => {
    expect(lookAgainMs(over("terminated", 0), NOW)).toBe(10_000);
    expect(lookAgainMs(over("finished", 30), NOW + 30 * MINUTE)).toBe(10_000);
  });

  it("is seldom for a room whose time is over at once", () => {
    expect(lookAgainMs(over("finished", 60), NOW + 60 * MINUTE)).toBe(MINUTE);
  });

  it("is the rarer the longer it is over", () => {
    expect(lookAgainMs(over("terminated", 0), NOW + 60 * MINUTE)).toBe(6 * MINUTE);
  });
});

describe("a student who asks whether the exam was reopened", () => {
  it("is answered at once, with the time at which the server said that it is over", async () => {
    const reopening = new Reopening(async () => true, () => NOW);
    await reopening.ask();
    expect([reopening.overAt.value, reopening.fault.value, reopening.busy.value]).toEqual([NOW, null, false]);
  });

  it("is not told that it is over when it goes on", async () => {
    let over = true;
    const reopening = new Reopening(async () => over, () => NOW);
    await reopening.ask();
    over = false;
    await reopening.ask();
    expect(reopening.overAt.value).toBeNull();
  });

  it("reads why there was no answer, until there is one", async () => {
    let away = true;
    const reopening = new Reopening(async () => {
      if (away) throw new Refusal(0, "unreachable", "");
      return true;
    }, () => NOW);
    await reopening.ask();
    expect([reopening.fault.value?.code, reopening.overAt.value]).toEqual(["unreachable", null]);
    away = false;
    await reopening.ask();
    expect([reopening.fault.value, reopening.overAt.value]).toEqual([null, NOW]);
  });

  it("asks once, however often the button is pressed", async () => {
    let asked = 0;
    const reopening = new Reopening(async () => ++asked > 0, () => NOW);
    await Promise.all([reopening.ask(), reopening.ask(), reopening.ask()]);
    expect(asked).toBe(1);
  });
});

describe("a time that somebody may read elsewhere", () => {
  it("is written with its zone", () => {
    expect(withZone("10:30")).toBe(`10:30 (${Intl.DateTimeFormat().resolvedOptions().timeZone})`);
  });
});

describe("an end that moved", () => {
  it("is told with its reason until the student has put it away", () => {
    const ends = new Ends();
    ends.tell({ minutes: 10, endsAt: at(70), reason: "Fire alarm" });
    expect(ends.news.value?.reason).toBe("Fire alarm");
    ends.putAway();
    expect(ends.news.value).toBeNull();
  });

  it("is noticed in the greeting by who was offline, and not told twice", () => {
    const ends = new Ends();
    ends.compare(at(60), at(60));
    expect(ends.news.value).toBeNull();
    ends.compare(at(60), at(55));
    expect(ends.news.value).toEqual({ minutes: -5, endsAt: at(55), reason: "" });
    ends.tell({ minutes: 10, endsAt: at(70), reason: "Fire alarm" });
    ends.compare(at(60), at(70));
    expect(ends.news.value?.reason).toBe("Fire alarm");
  });
});

describe("whom to ask", () => {
  const texts = (contact: string) => contactParts(contact).map(({ text, mail }) => (mail ? `<${text}>` : text));

  it("shows addresses in words as what they are", () => {
    expect(texts("Ada Lovelace, ada@uni.example, or +49 30 1234")).toEqual(["Ada Lovelace, ", "<ada@uni.example>", ", or +49 30 1234"]);
    expect(texts("exams@uni.example.")).toEqual(["<exams@uni.example>", "."]);
    expect(texts("a@b.example c@d.example")).toEqual(["<a@b.example>", " ", "<c@d.example>"]);
  });

  it("leaves other words alone", () => {
    expect(texts("Room 12 @ noon")).toEqual(["Room 12 @ noon"]);
    expect(texts("")).toEqual([]);
  });
});

describe("a page that comes back after a reopening", () => {
  it("shows nothing of its old life while it loads itself anew", () => {
    const all = { sitting: sitting({ state: "running" }), fault: false, held: false, out: false, ending: true, equipped: true };
    expect(stageOf({ ...all, returning: true })).toBe("loading");
  });
});
