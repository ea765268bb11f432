import { afterEach, describe, expect, it, vi } from "vitest";
import { ask, Refusal, useSignIn } from "../../src/wire/http.ts";

const ME = { id: "1", session: "s", csrf: "old" };

/** A server that knows one sign-in and answers what changes something only with its token. */
function serverOf(me: typeof ME) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    asked.push(`${init.method} ${path}`);
    const given = (init.headers as Record<string, string>)["X-Fairseat-CSRF"];
    const isGood = init.method === "GET" || given === me.csrf;
    const body = path === "/api/me" ? me : isGood ? { done: true } : { code: "forged", detail: "Load the page again." };
    return new Response(JSON.stringify(body), { status: isGood ? 200 : 403 });
  });
  return asked;
}

const finish = () => ask("POST", "/api/sitting/finish", {});

describe("a page whose person has signed in anew in another tab", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("takes the new token and asks once more", async () => {
    useSignIn(ME);
    const asked = serverOf({ ...ME, csrf: "new" });
    expect(await finish()).toEqual({ done: true });
    expect(await finish()).toEqual({ done: true });
    expect(asked).toEqual(["POST /api/sitting/finish", "GET /api/me", "POST /api/sitting/finish", "POST /api/sitting/finish"]);
  });

  it("does nothing in the name of somebody else, or in another session", async () => {
    for (const other of [{ ...ME, id: "2", csrf: "new" }, { ...ME, session: "t", csrf: "new" }]) {
      useSignIn(ME);
      serverOf(other);
      await expect(finish()).rejects.toMatchObject({ code: "forged", status: 403 });
    }
  });

  it("asks nobody again when the token was right", async () => {
    useSignIn(ME);
    vi.stubGlobal("fetch", async (path: string) =>
      path === "/api/me" ? Response.json(ME) : Response.json({ code: "forged" }, { status: 403 }));
    await expect(finish()).rejects.toBeInstanceOf(Refusal);
  });
});
