import { beforeEach, describe, expect, it } from "vitest";
import { Entry } from "../../src/state/student/entry.ts";
import { Refusal } from "../../src/wire/http.ts";
import { page, SESSION, sitting, worldWith } from "./factory.ts";

const ME = { id: "1", name: "Ada", email: "a@b.example", roles: [], session: SESSION, csrf: "t" };
const OTHER = "22222222-2222-4222-8222-222222222222";
const FORM = { token: "token", session: null };

let asked: [string, unknown][];
let named: string[];
let shown: (string | null)[];
let staff: boolean;
let now: ReturnType<typeof sitting>;
let entry: Entry;

beforeEach(() => {
  asked = [];
  named = [];
  shown = [];
  staff = false;
  now = sitting();
  const world = worldWith({
    page: { ...page(), hideToken: (session) => void shown.push(session) },
    useSignIn: () => undefined,
    nameSession: (session) => void named.push(session),
    async ask<T>(_: string, path: string, body?: unknown): Promise<T> {
      asked.push([path, body]);
      if (path === "/api/sitting") return now as T;
      if (staff && !(body as { confirmed?: boolean }).confirmed)
        throw new Refusal(409, "staff_signed_in", "You are signed in as Olga. Open the exam of Ada here?");
      return ME as T;
    },
  });
  entry = new Entry(world, () => undefined);
});

describe("the way into an exam", () => {
  it("leaves the session in the address, where a reload finds it", async () => {
    await entry.enter(FORM);
    expect(shown).toEqual([SESSION]);
    await entry.enter({ token: null, session: SESSION });
    expect(named).toEqual([SESSION]);
    expect(asked[2]).toEqual(["/api/me", undefined]);
  });

  it("asks a member of staff first, and signs nobody in before the answer", async () => {
    staff = true;
    await entry.enter(FORM);
    expect(entry.question.value).toBe("You are signed in as Olga. Open the exam of Ada here?");
    expect(entry.fault.value).toBeNull();
    expect(entry.sitting.value).toBeNull();
    expect(shown).toEqual([]);
    await entry.enter(FORM, true);
    expect(entry.question.value).toBeNull();
    expect(entry.sitting.value?.session).toBe(SESSION);
  });

  it("never lets another exam take the place of the one that is shown", async () => {
    await entry.enter(FORM);
    now = sitting({ session: OTHER });
    await expect(entry.refresh()).rejects.toMatchObject({ code: "other_session" });
    expect(entry.sitting.value?.session).toBe(SESSION);
  });
});
