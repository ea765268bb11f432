import { describe, expect, it } from "vitest";
import { KeptRhythm } from "../../src/state/student/rhythm.ts";
import { Refusal } from "../../src/wire/http.ts";

/** A server that keeps the rhythm until it is deleted, unless it is away. */
function server(kept: boolean) {
  const it = {
    kept,
    away: false,
    async ask<T>(method: string): Promise<T> {
      if (it.away) throw new Refusal(0, "offline", "The server cannot be reached.");
      if (method === "DELETE") it.kept = false;
      return { version: 1, kept: it.kept, earlier: [], own: [] } as T;
    },
  };
  return it;
}

describe("the rhythm that is kept", () => {
  it("is offered for deletion only where there is one", async () => {
    for (const kept of [true, false]) {
      const rhythm = new KeptRhythm(server(kept).ask);
      await rhythm.look();
      expect(rhythm.state.value).toBe(kept ? "kept" : "none");
    }
  });

  it("is gone once the server says so, and stays told as deleted", async () => {
    const there = server(true);
    const rhythm = new KeptRhythm(there.ask);
    await rhythm.look();
    expect(await rhythm.forget()).toBe(true);
    await rhythm.look();
    expect([there.kept, rhythm.state.value]).toEqual([false, "deleted"]);
  });

  it("is not called deleted when the server is away, and can be tried again", async () => {
    const there = server(true);
    const rhythm = new KeptRhythm(there.ask);
    await rhythm.look();
    there.away = true;
    expect(await rhythm.forget()).toBe(false);
    expect([rhythm.state.value, rhythm.fault.value?.code, rhythm.busy.value]).toEqual(["kept", "offline", false]);
    there.away = false;
    expect(await rhythm.forget()).toBe(true);
    expect(rhythm.fault.value).toBe(null);
  });

  it("says nothing where it cannot be told", async () => {
    const there = server(true);
    there.away = true;
    const rhythm = new KeptRhythm(there.ask);
    await rhythm.look();
    expect(rhythm.state.value).toBe("unknown");
  });
});
