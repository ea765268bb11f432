import { signal } from "@preact/signals";
import { beforeEach, describe, expect, it } from "vitest";
import { Checks } from "../../src/state/student/checks.ts";
import { Loudness } from "../../src/state/student/loudness.ts";
import type { Sitting } from "../../src/state/student/world.ts";
import { Refusal } from "../../src/wire/http.ts";
import { sitting, worldWith } from "./factory.ts";
import { cam, computer, mic } from "./factory_devices.ts";

const BLACK = { mean: 5, spread: 2, shapes: 0.6 };
const DIM = { mean: 14, spread: 6, shapes: 3 };
const LIT = { mean: 90, spread: 40, shapes: 30 };

let one: ReturnType<typeof computer>;
let loudness: Loudness;
let checks: Checks;
const of = (name: string) => checks.all.value.find((check) => check.name === name);
const see = (light: typeof LIT, times = 4) => {
  for (let i = 0; i < times; i++) checks.sawPicture(light);
};
const look = (dbfs: number, times: number) => {
  for (let i = 0; i < times; i++) loudness.look(dbfs);
};

beforeEach(async () => {
  one = computer(cam("c1", "Lid"), cam("c2"), mic("m1", "Built-in"));
  loudness = new Loudness();
  checks = new Checks(worldWith({}), {
    devices: one.devices, loudness, line: signal("open"), sitting: signal<Sitting | null>(sitting()), sendPhoto: async () => undefined,
  }); // prettier-ignore
  await one.devices.openInputs();
});

describe("the check of the camera", () => {
  it("stops at a picture in which there is nothing to see, and goes on by itself", () => {
    see(BLACK, 3);
    expect(of("camera")?.state).toBe("ok");
    see(BLACK, 1);
    expect(of("camera")).toMatchObject({ state: "failed", cause: "dark" });
    see(LIT, 1);
    expect(of("camera")).toMatchObject({ state: "ok", detail: { label: "Lid" } });
  });

  it("advises in a dim room and lets the student go on", () => {
    see(DIM);
    expect(of("camera")).toMatchObject({ state: "ok", note: "dim" });
  });

  it("says that the system has switched it off", () => {
    one.it.opened[0]?.mute(true);
    expect(of("camera")).toMatchObject({ state: "failed", cause: "muted" });
    one.it.opened[0]?.mute(false);
    expect(of("camera")?.state).toBe("ok");
  });
});

describe("the check of the microphone", () => {
  it("stops at silence, with a cause", () => {
    look(-100, 80);
    expect(of("microphone")).toMatchObject({ state: "failed", cause: "silent" });
    one.it.opened[1]?.mute(true);
    expect(of("microphone")).toMatchObject({ state: "failed", cause: "muted" });
  });

  it("lets one that is hardly heard, or cannot be measured, go on with advice", () => {
    look(-65, 150);
    expect(of("microphone")).toMatchObject({ state: "ok", note: "quiet" });
    loudness.forget();
    expect(of("microphone")?.state).toBe("working");
    loudness.unmeasured.value = true;
    expect(of("microphone")).toMatchObject({ state: "ok", note: "unmeasured" });
    look(-30, 3);
    expect(of("microphone")).not.toHaveProperty("note");
  });
});

describe("what the student goes without", () => {
  it("is not checked", () => {
    const without = { microphone: "broken" };
    const asked = sitting({ without, sources: { camera: true, microphone: false, screen: true } });
    checks = new Checks(worldWith({}), {
      devices: one.devices, loudness, line: signal("open"), sitting: signal<Sitting | null>(asked), sendPhoto: async () => undefined,
    }); // prettier-ignore
    expect(of("microphone")).toBeUndefined();
    expect(of("camera")?.state).toBe("ok");
  });
});

describe("a check that failed for a moment", () => {
  function measuring(...rates: (number | Refusal)[]) {
    const next = async () => {
      const rate = rates.shift();
      if (typeof rate !== "number") throw rate;
      return rate;
    };
    const world = worldWith({ capture: { measureUplink: next } as never });
    return new Checks(world, {
      devices: one.devices, loudness, line: signal("open"), sitting: signal<Sitting | null>(sitting()), sendPhoto: async () => undefined,
    }); // prettier-ignore
  }
  const lineOf = (some: Checks) => some.all.value.find(({ name }) => name === "connection");

  it.each([[0, "unreachable"], [429, "unknown"], [503, "unreachable"]])("of the connection (answer %i) is tried again", async (status, cause) => {
    const line = measuring(new Refusal(status, "some_code", ""), 900);
    await line.run("connection");
    expect(lineOf(line)).toMatchObject({ state: "failed", cause });
    await line.run("connection");
    expect(lineOf(line)?.state).toBe("ok");
  });

  it("opens a camera anew that shows nothing, and a microphone that is dead", async () => {
    see(BLACK);
    await checks.run("camera");
    expect(of("camera")?.state).toBe("ok");
    look(-100, 80);
    one.it.opened[1]?.mute(true);
    expect(of("microphone")).toMatchObject({ state: "failed", cause: "muted" });
    await checks.run("microphone");
    expect(of("microphone")?.cause).not.toBe("muted");
    expect(one.it.opened.filter(({ kind }) => kind === "video")).toHaveLength(2);
    expect(one.it.opened.filter(({ kind }) => kind === "audio")).toHaveLength(2);
  });

  it("leaves a device alone that is as it should be", async () => {
    see(LIT);
    await checks.run("camera");
    expect(one.it.opened.filter(({ kind }) => kind === "video")).toHaveLength(1);
  });
});
