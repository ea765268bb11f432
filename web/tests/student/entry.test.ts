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
