import { signal } from "@preact/signals";
import { describe, expect, it, vi } from "vitest";
import { Photo } from "../../src/state/student/photo.ts";
import type { Sitting } from "../../src/state/student/world.ts";
import { Refusal } from "../../src/wire/http.ts";
import { sitting, turn } from "./factory.ts";

const WANTED = { wanted: true, available: true, taken: false };
const STREAM = {} as MediaStream;
const PICTURE = new Blob(["jpeg"]);

function scene(face = WANTED) {
  const answers: (string | null)[] = [];
  const it = {
    answers,
    sent: 0,
    camera: STREAM as MediaStream | null,
    sitting: signal<Sitting | null>(sitting({ face })),
  };
  const photo = new Photo({
    sitting: it.sitting,
    camera: () => it.camera,
    take: async () => PICTURE,
    send: async () => {
      it.sent += 1;
      const code = answers.shift();
      if (code) throw new Refusal(code === "unreachable" ? 0 : 422, code, code);
    },
  });
  return { ...it, it, photo };
}

describe("the photo of the face", () => {
  it("is taken by itself and shown", async () => {
    const { photo } = scene();
    const stop = photo.start();
    await turn();
    expect(photo.result.value.state).toBe("ok");
    expect(photo.picture.value).toBe(PICTURE);
    stop();
  });

  it("waits for the camera", async () => {
    vi.useFakeTimers();
    const { photo, it: seen } = scene();
    seen.camera = null;
    const stop = photo.start();
    await turn();
    expect(photo.result.value.state).toBe("todo");
    seen.camera = STREAM;
    await vi.advanceTimersByTimeAsync(4000);
    expect(photo.result.value.state).toBe("ok");
    stop();
    vi.useRealTimers();
  });

  it("says what was wrong and is tried again by itself", async () => {
    vi.useFakeTimers();
    const { photo, answers } = scene();
    answers.push("no_face", null);
    const stop = photo.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(photo.result.value).toEqual({ state: "failed", cause: "no_face" });
    await vi.advanceTimersByTimeAsync(4000);
    expect(photo.result.value.state).toBe("ok");
    stop();
    vi.useRealTimers();
  });

  it("keeps nobody from the exam: after three tries the student may go on without", async () => {
    const { photo, answers } = scene();
    answers.push("too_dark", "too_dark", "blurred");
    for (let i = 0; i < 3; i++) {
      expect(photo.maySkip.value).toBe(false);
      await photo.take();
    }
    expect(photo.maySkip.value).toBe(true);
    photo.skip();
    expect(photo.result.value).toEqual({ state: "ok", note: "no_photo", detail: { skipped: true } });
  });

  it("counts a line that is down as no try", async () => {
    const { photo, answers } = scene();
    answers.push("unreachable", "unreachable", "unreachable");
    for (let i = 0; i < 3; i++) await photo.take();
    expect(photo.result.value).toEqual({ state: "failed", cause: "unreachable" });
    expect(photo.maySkip.value).toBe(false);
  });

  it("is not taken again after a reload, but can be", async () => {
    const scened = scene({ ...WANTED, taken: true });
    const stop = scened.photo.start();
    await turn();
    expect([scened.photo.result.value.state, scened.it.sent]).toEqual(["ok", 0]);
    await scened.photo.take();
    expect(scened.photo.picture.value).toBe(PICTURE);
    stop();
  });

  it("is wanted only where faces are compared and the server can", () => {
    expect(scene().photo.wanted).toBe(true);
    expect(scene({ ...WANTED, available: false }).photo.wanted).toBe(false);
    expect(scene({ ...WANTED, wanted: false }).photo.wanted).toBe(false);
  });
});

describe("a photo that cannot be taken", () => {
  const failing = (take: () => Promise<Blob | null>) =>
    new Photo({ sitting: signal<Sitting | null>(sitting({ face: WANTED })), camera: () => STREAM, take, send: async () => undefined });

  it("because the picture shows nothing keeps nobody out either", async () => {
    const photo = failing(async () => null);
    for (let n = 0; n < 3; n++) await photo.take();
    expect(photo.result.value).toMatchObject({ state: "failed", cause: "no_face" });
    expect(photo.maySkip.value).toBe(true);
  });

  it("because something breaks is tried again", async () => {
    let tries = 0;
    const photo = failing(async () => {
      if (!tries++) throw new Error("the canvas is gone");
      return PICTURE;
    });
    await expect(photo.take()).rejects.toThrow("the canvas is gone");
    expect(photo.result.value.state).toBe("failed");
    await photo.take();
    expect(photo.result.value.state).toBe("ok");
  });
});
