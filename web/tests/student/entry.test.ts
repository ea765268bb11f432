import { expect, it } from "vitest";
import { Entry } from "../../src/state/student/entry.ts";
import { Refusal } from "../../src/wire/http.ts";
import { page, worldWith } from "./factory.ts";

async function refused(problem: "old" | "no_screen" | null): Promise<string | undefined> {
  const ask = async () => {
    throw new Refusal(403, "forged", "This request did not come from a page of ours.");
  };
  const entry = new Entry(worldWith({ ask, page: { ...page(), problem: () => problem } }), () => undefined);
  await entry.enter({ token: "a-link", session: null });
  return entry.fault.value?.code;
}

it("says that the browser is too old before it says that the link was refused", async () => {
  expect(await refused("old")).toBe("browser_old");
});

it("says why the link was refused in any other browser", async () => {
  expect(await refused(null)).toBe("forged");
  expect(await refused("no_screen")).toBe("forged");
});

const DEAD = new Refusal(410, "link_replaced", "This link has been replaced.");

async function askedOf(token: string | null) {
  const asked: unknown[][] = [];
  const ask = async (...request: unknown[]) => {
    asked.push(request);
    if (request[1] !== "/api/contact") throw DEAD;
    return { contact: "Ada, ada@uni.example" };
  };
  const entry = new Entry(worldWith({ ask: ask as never, page: page() }), () => undefined);
  await entry.enter({ token, session: null });
  return { contact: entry.contact.value, request: asked[asked.length - 1] };
}

it("asks for the contact of the exam that a dead link was made for, with the token in no address", async () => {
  const { contact, request } = await askedOf("an-old-link");
  expect(contact).toBe("Ada, ada@uni.example");
  expect(request).toEqual(["POST", "/api/contact", { token: "an-old-link" }]);
});

it("asks for the product's contact where there is no link", async () => {
  expect((await askedOf(null)).request).toEqual(["GET", "/api/contact"]);
});
