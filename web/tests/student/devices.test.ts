import { beforeEach, describe, expect, it } from "vitest";
import { Choice } from "../../src/state/student/choice.ts";
import { DeviceNews } from "../../src/state/student/device_news.ts";
import type { Body } from "../../src/wire/http.ts";
import { Refusal } from "../../src/wire/http.ts";
import { memory, turn } from "./factory.ts";
import { cam, computer, mic } from "./factory_devices.ts";

const settled = async () => {
  for (let i = 0; i < 5; i++) await turn();
};
type Computer = ReturnType<typeof computer>;
const liveOf = ({ devices }: Computer) => devices.camera.value?.getTracks().filter(({ readyState }) => readyState === "live");
const idsOf = (one: Computer) => liveOf(one)?.map((track) => (track as unknown as { info: { id: string } }).info.id);

let one: Computer;
beforeEach(async () => {
  one = computer(cam("c1"), cam("c2"), mic("m1", "Built-in"), mic("m2", "Headset"));
  await one.devices.openInputs();
});

describe("choosing a camera and a microphone", () => {
  it("replaces that one alone, and lets go of the one before", async () => {
    expect(await one.devices.choose(cam("c2"))).toBeNull();
    expect(idsOf(one)).toEqual(["m1", "c2"]);
    expect(one.it.opened[0]?.readyState).toBe("ended");
    expect(one.devices.used.value.camera?.id).toBe("c2");
    expect(one.devices.complete.value).toBe(true);
  });

  it("is remembered, and falls back where the chosen one is not there", async () => {
    await one.devices.choose(mic("m2", "Headset"));
    const later = computer(cam("c1"), mic("m1", "Built-in"), mic("m2", "Headset"));
    later.keep.held.set("fairseat.inputs", one.keep.held.get("fairseat.inputs") as string);
    expect(new Choice(later.keep).idOf("microphone")).toBe("m2");
    const without = computer(cam("c1"), mic("m1", "Built-in"));
    without.keep.held.set("fairseat.inputs", one.keep.held.get("fairseat.inputs") as string);
    await without.devices.openInputs();
    expect(without.devices.complete.value).toBe(true);
  });

  it("keeps the one in use where the other does not open, and tells why", async () => {
    one.it.faults.c2 = "denied";
    expect(await one.devices.choose(cam("c2"))).toBe("denied");
    expect(idsOf(one)).toEqual(["c1", "m1"]);
    expect(one.devices.complete.value).toBe(true);
    expect(one.keep.held.has("fairseat.inputs")).toBe(false);
  });

  it("lets go of the one in use where the system opens only one at a time, and takes it back if that is of no use", async () => {
    one.it.faults.c2 = "busy";
    expect(await one.devices.choose(cam("c2"))).toBe("busy");
    expect(idsOf(one)).toEqual(["m1", "c1"]);
    expect(one.devices.complete.value).toBe(true);
  });

  it("finds the same device by its name when ids were made anew, and takes no rubbish from the storage", () => {
    const keep = memory();
    keep.held.set("fairseat.inputs", JSON.stringify({ camera: { id: "old", label: "USB" }, microphone: [1] }));
    const choice = new Choice(keep);
    expect([choice.idOf("camera"), choice.idOf("microphone")]).toEqual(["old", null]);
    choice.list.value = [cam("new", "USB")];
    expect(choice.idOf("camera")).toBe("new");
    for (const text of ["", "null", "[]", "{", '{"camera":{"id":7,"label":"x"}}']) {
      keep.held.set("fairseat.inputs", text);
      expect(new Choice(keep).idOf("camera")).toBeNull();
    }
  });

  it("offers the next one, round and round, and none where there is only one", async () => {
    const { choice } = one.devices;
    expect([choice.after(cam("c1"), "camera")?.id, choice.after(cam("c2"), "camera")?.id]).toEqual(["c2", "c1"]);
    choice.list.value = [cam("c1")];
    expect(choice.after(cam("c1"), "camera")).toBeNull();
  });

  it("leaves nothing of it open when the student goes on without it", () => {
    one.devices.drop("microphone");
    expect(idsOf(one)).toEqual(["c1"]);
    expect(one.it.opened[1]?.readyState).toBe("ended");
    one.devices.drop("camera");
    expect(one.devices.camera.value).toBeNull();
  });

  it("knows when the system has muted it", () => {
    one.it.opened[1]?.mute(true);
    expect(one.devices.muted.value).toMatchObject({ camera: false, microphone: true });
    one.it.opened[1]?.mute(false);
    expect(one.devices.muted.value.microphone).toBe(false);
  });
});

describe("news of camera and microphone in the exam", () => {
  let told: Body<"DeviceIn">[];
  let refuse: Refusal | null;
  let news: DeviceNews;
  const said = () => told.map(({ change, source, label, before }) => [change, source, label, before].filter(Boolean).join(" "));

  beforeEach(() => {
    told = [];
    refuse = null;
    const post = async (body: Body<"DeviceIn">) => {
      if (refuse) throw refuse;
      told.push(body);
    };
    news = new DeviceNews({ devices: one.devices, page: one.page, now: () => 7, post });
    news.start();
  });

  it("are none while nothing happens", async () => {
    await one.devices.look();
    await settled();
    expect(told).toEqual([]);
    expect(news.notice.value).toBeNull();
  });

  it("tell a change by the student's own choice, which needs no notice", async () => {
    await one.devices.choose(mic("m2", "Headset"));
    await settled();
    expect(said()).toEqual(["changed microphone Headset Built-in"]);
    expect(news.notice.value).toBeNull();
  });

  it("tell a headset that was pulled out, and what is used in its place, at once", async () => {
    await one.devices.choose(mic("m2", "Headset"));
    one.it.there = one.it.there.filter(({ id }) => id !== "m2");
    one.it.opened[2]?.pull();
    expect(one.devices.recovering.value).toBe(true);
    await settled();
    expect(one.devices.recovering.value).toBe(false);
    expect(said().slice(1)).toEqual(["lost microphone Headset", "changed microphone Built-in Headset"]);
    expect(news.notice.value).toMatchObject({ kind: "replaced", before: "Headset", now: { label: "Built-in" } });
    expect(idsOf(one)).toEqual(["c1", "m1"]);
  });

  it("tell one that nothing replaces, once", async () => {
    one.it.there = one.it.there.filter(({ input }) => input === "camera");
    one.it.opened[1]?.pull();
    await settled();
    await one.devices.openInputs();
    await settled();
    expect(said()).toEqual(["lost microphone Built-in"]);
    expect(one.devices.problems.value.microphone).toBe("missing");
  });

  it("tell a new one and offer it; taken or gone, it is offered no more", async () => {
    one.it.there = [...one.it.there, cam("c3", "USB")];
    await one.devices.look();
    await settled();
    expect(said()).toEqual(["added camera USB"]);
    expect(news.notice.value).toMatchObject({ kind: "fresh", now: { label: "USB" } });
    one.it.there = one.it.there.filter(({ id }) => id !== "c3");
    await one.devices.look();
    expect(news.notice.value).toBeNull();
  });

  it("have each an id and a time, wait for the line, and are dropped where they are refused", async () => {
    refuse = new Refusal(409, "too_many_changes", "No more.");
    await one.devices.choose(mic("m2", "Headset"));
    await settled();
    refuse = null;
    await one.devices.choose(mic("m1", "Built-in"));
    await settled();
    expect(said()).toEqual(["changed microphone Built-in Headset"]);
    expect(told[0]).toMatchObject({ at_ms: 7, id: expect.stringMatching(/^id-/) });
  });
});
