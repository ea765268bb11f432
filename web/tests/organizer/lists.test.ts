import { describe, expect, it } from "vitest";
import { loader, type PageOf, paged } from "../../src/state/organizer/load.ts";
import { allPicked, matches, picked, stretch } from "../../src/state/organizer/pick.ts";
import { filterOf, scoreTone, searchOf, sessionIn } from "../../src/state/organizer/sessions.ts";
import { Refusal } from "../../src/wire/http.ts";

const ID = "0d7a2c51-9a3b-4f6e-8c1d-2b3a4c5d6e7f";

/** Pages of two out of `all`, by a cursor. */
const pages = (all: number[]) => async (after: string | null): Promise<PageOf<number>> => {
  const from = Number(after ?? 0);
  return { items: all.slice(from, from + 2), next: from + 2 < all.length ? String(from + 2) : null };
};

describe("picking rows", () => {
  const ids = ["a", "b", "c", "d"];

  it("takes a stretch in either direction, and one row when its other end is gone", () => {
    expect([stretch(ids, "b", "d"), stretch(ids, "d", "b"), stretch(ids, "x", "c"), stretch(ids, null, "c")]).toEqual([
      ["b", "c", "d"], ["b", "c", "d"], ["c"], ["c"],
    ]);
  });

  it("knows all, some and none of the rows shown, whatever else is picked", () => {
    const some = picked(new Set(["z"]), ["a", "b"], true);
    expect([allPicked(some, ids), allPicked(some, ["a", "b"]), allPicked(some, ["c"]), allPicked(some, [])]).toEqual(["some", true, false, false]);
    expect([...picked(some, ["a"], false)]).toEqual(["z", "b"]);
  });

  it("searches every word, without regard to case and accents", () => {
    expect([matches("Zoë Müller zoe@x.example", "muller ZOE"), matches("Zoë", "zoe max"), matches("Zoë", "")]).toEqual([true, false, true]);
  });
});

describe("a list by pages", () => {
  it("keeps the pages that are open when it is loaded anew", async () => {
    const list = paged(pages([1, 2, 3, 4, 5]));
    await list.load();
    await list.more();
    await list.load();
    expect([list.data.value, list.next.value]).toEqual([[1, 2, 3, 4], "4"]);
  });

  it("comes whole when that is asked for", async () => {
    const list = paged(pages([1, 2, 3, 4, 5]), true);
    await list.load();
    expect([list.data.value, list.next.value]).toEqual([[1, 2, 3, 4, 5], null]);
  });
});

describe("data asked for", () => {
  it("stay when a later request fails, with the reason beside them", async () => {
    let fail = false;
    const one = loader(async () => {
      if (fail) throw new Refusal(503, "server_error", "");
      return 1;
    });
    await one.load();
    fail = true;
    await one.load();
    expect([one.data.value, one.fault.value?.status, one.busy.value]).toEqual([1, 503, false]);
  });

  it("are those of the last request, also when an earlier one answers later", async () => {
    const answers: ((n: number) => void)[] = [];
    const one = loader(() => new Promise<number>((resolve) => answers.push(resolve)));
    const both = [one.load(), one.load()];
    answers[1]?.(2);
    answers[0]?.(1);
    await Promise.all(both);
    expect(one.data.value).toBe(2);
  });
});

describe("the list of sessions", () => {
  it("keeps its filter in the address, and drops what no filter knows", () => {
    const filter = { exam: ID, state: "running", q: "ana silva", for_review: true };
    expect(filterOf(searchOf(filter))).toEqual(filter);
    expect(filterOf("?state=dancing&other=1")).toEqual({ exam: "", state: "", q: "", for_review: false });
    expect(searchOf({ exam: "", state: "", q: "", for_review: false })).toBe("");
  });

  it("judges a score by the template's threshold before the tens", () => {
    const tone = (credibility: number | null, for_review = false) => scoreTone({ credibility, for_review });
    expect([tone(null), tone(90), tone(79.9), tone(59), tone(85, true)]).toEqual(["none", "good", "warn", "bad", "bad"]);
  });

  it("finds the session in a pasted address", () => {
    expect(sessionIn(`https://x.example/staff/sessions/${ID.toUpperCase()}?t=4`)).toBe(ID);
    expect(sessionIn("Ana Silva")).toBeNull();
  });
});
