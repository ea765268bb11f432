import { afterEach, describe, expect, it, vi } from "vitest";
import { ask, nameSession, useSignIn } from "../../src/wire/http.ts";

let sent: Record<string, string>[];

function answering(): void {
  sent = [];
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    sent.push(init.headers as Record<string, string>);
    return Response.json({});
  });
}

afterEach(() => vi.unstubAllGlobals());

describe("a page beside others in one browser", () => {
  it("names its session in every request, from the first one on", async () => {
    answering();
    nameSession("a");
    await ask("GET", "/api/me");
    useSignIn({ id: "1", session: "a", csrf: "t" });
    await ask("POST", "/api/sitting/answers", {});
    expect(sent.map((headers) => headers["X-Fairseat-Session"])).toEqual(["a", "a"]);
  });

  it("of staff names none", async () => {
    answering();
    useSignIn({ id: "1", session: null, csrf: "t" });
    await ask("GET", "/api/people");
    expect(sent[0]).not.toHaveProperty("X-Fairseat-Session");
  });
});
