import { describe, expect, it } from "vitest";
import { storageResult, uplinkResult } from "../../src/state/student/verdicts.ts";

describe("what the measured line means", () => {
  it("fails below what the recorder's lowest level needs, and passes with a word below the promise", () => {
    expect(uplinkResult(63)).toMatchObject({ state: "failed", cause: "slow" });
    expect(uplinkResult(64)).toMatchObject({ state: "ok", note: "slow" });
    expect(uplinkResult(255)).toMatchObject({ state: "ok", note: "slow" });
    expect(uplinkResult(256)).not.toHaveProperty("note");
  });

  it("is told with its number in every case", () => {
    expect([10, 100, 1000].map((rate) => uplinkResult(rate).detail)).toEqual([
      { uplink_kbit_s: 10 }, { uplink_kbit_s: 100 }, { uplink_kbit_s: 1000 },
    ]); // prettier-ignore
  });
});

describe("what the browser's storage means", () => {
  it("passes with room for an outage, and where the browser does not tell how much there is", () => {
    expect(storageResult({ ok: true, freeBytes: 30_000_000 }).state).toBe("ok");
    expect(storageResult({ ok: true, freeBytes: null }).state).toBe("ok");
  });

  it("tells a full disk from a browser that keeps nothing", () => {
    expect(storageResult({ ok: true, freeBytes: 29_999_999 })).toMatchObject({ state: "failed", cause: "full" });
    expect(storageResult({ ok: false, freeBytes: 10 })).toMatchObject({ state: "failed", cause: "full" });
    expect(storageResult({ ok: false, freeBytes: null })).toMatchObject({ state: "failed", cause: "unavailable" });
  });
});
