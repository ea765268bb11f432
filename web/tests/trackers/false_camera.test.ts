import { describe, expect, it } from "vitest";
import { falseCamera, falseCameraWatch, isTestCamera, isVirtual, labelSays, Loops, Stillness } from "../../src/trackers/kinds/false_camera.ts";
import { around, copy, picture, START } from "./factory.ts";

const PARAMETERS = { loop_s: 5, within_s: 600, still_share: 0.8, still_s: 20, test_camera: 0 };
const PIXELS = 32 * 24;

/** Small, fast and always the same (mulberry32). */
function dice(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A room with a sensor's noise of about one level; each seed another moment, in which somebody has moved. */
function live(seed: number): Uint8ClampedArray {
  const rgba = room(seed);
  rgba.fill(60 + ((seed * 17) % 90), 0, 12);
  return rgba;
}

/** Nobody is in it. */
function room(seed: number): Uint8ClampedArray {
  const roll = dice(seed);
  const rgba = copy(0);
  for (let i = 0; i < PIXELS; i++) rgba.fill(100 + (i % 50) + Math.round(roll() * 3 - 1.5), i * 4, i * 4 + 3);
  return rgba;
}

describe("a camera that did not follow the marked points", () => {
  const live = (n: number) => ({ at_ms: START + n * 500, state: "live" as const, copy: copy(100, 30, n % 50) });
  const answers = (followed: boolean | undefined, label = "HD Webcam") => {
    const watcher = falseCameraWatch(PARAMETERS, () => followed);
    return { all: Array.from({ length: 40 }, (_, n) => watcher.picture(live(n), label)), detail: watcher.detail };
  };

  it("is told of at the beginning, and not for ever", () => {
    const { all } = answers(false);
    expect(all.slice(0, 20).every(Boolean)).toBe(true);
    expect(all.at(-1)).toBe(false);
  });

  it("is not when it followed, when nobody asked, and when it is the test camera", () => {
    expect(answers(true).all.some(Boolean)).toBe(false);
    expect(answers(undefined).all.some(Boolean)).toBe(false);
    expect(answers(false, "fake_device_0").all.some(Boolean)).toBe(false);
  });
});

describe("the camera's name", () => {
  it("gives programs away", () => {
    for (const label of ["OBS Virtual Camera", "ManyCam Virtual Webcam", "Snap Camera", "XSplit VCam", "DroidCam Source 3",
      "e2eSoft VCam", "Dummy video device (0x0000)", "Unity Video Capture", "Camo Studio", "v4l2loopback"]) {
      expect(isVirtual(label), label).toBe(true);
    } // prettier-ignore
  });

  it("leaves cameras alone", () => {
    for (const label of ["FaceTime HD Camera", "Integrated Webcam (0bda:5675)", "HD Pro Webcam C920 (046d:082d)", "USB2.0 HD UVC WebCam",
      "HP TrueVision HD", "Logitech BRIO", "iPhone Camera", "Observer HD", "Surface Camera Front", ""]) {
      expect(isVirtual(label), label).toBe(false);
    } // prettier-ignore
  });

  it("of the browser's test camera counts as the template says", () => {
    for (const label of ["fake_device_0", "/clips/face.mjpeg", "C:\\clips\\face.y4m"]) expect(isTestCamera(label), label).toBe(true);
    expect([0, 1, 2].map((n) => labelSays("fake_device_0", n))).toEqual([null, false, true]);
  });
});

describe("a loop", () => {
  const loops = () => new Loops(5, 600);

  it("is no camera that lives, for ten minutes", () => {
    const one = loops();
    expect(Array.from({ length: 1200 }, (_, i) => one.add(live(i))).some(Boolean)).toBe(false);
  });

  it("is a stretch that comes again picture for picture, found five seconds after it began again", () => {
    const one = loops();
    const found = Array.from({ length: 80 }, (_, i) => one.add(live(i % 40)));
    expect(found.indexOf(true)).toBeGreaterThanOrEqual(40 + 7);
    expect(found.indexOf(true)).toBeLessThanOrEqual(40 + 10);
    expect(found.slice(50).every(Boolean)).toBe(true);
  });

  it("is found with a look in five that missed its picture", () => {
    const one = loops();
    expect(Array.from({ length: 80 }, (_, i) => one.add(live(i > 40 && i % 6 === 0 ? i * 1000 : i % 40))).some(Boolean)).toBe(true);
  });

  it("of three seconds is found though looks meet other pictures of it each time round", () => {
    const [one, roll] = [loops(), dice(9)];
    const found = Array.from({ length: 120 }, (_, i) => one.add(live(Math.floor(i * 5 + roll() * 3) % 30)));
    expect(found.indexOf(true)).toBeLessThan(60);
  });

  it("is none of an empty room whose few pictures come again by chance", () => {
    const one = loops();
    expect(Array.from({ length: 400 }, (_, i) => one.add(room((i * 7919) % 13))).some(Boolean)).toBe(false);
  });

  it("is none when a picture flickers between three", () => {
    const one = loops();
    expect(Array.from({ length: 200 }, (_, i) => one.add(live([1, 2, 1, 3][i % 4] ?? 0))).some(Boolean)).toBe(false);
  });

  it("is none when single pictures come again, or one stands still", () => {
    const one = loops();
    expect(Array.from({ length: 200 }, (_, i) => one.add(live(i % 9 === 0 ? 7 : i))).some(Boolean)).toBe(false);
    expect(Array.from({ length: 200 }, () => one.add(live(5))).some(Boolean)).toBe(false);
  });

  it("ends when the picture lives again", () => {
    const one = loops();
    for (let i = 0; i < 60; i++) one.add(live(i % 20));
    const after = Array.from({ length: 12 }, (_, i) => one.add(live(1000 + i)));
    expect(after[11]).toBe(false);
  });
});

describe("a picture without noise", () => {
  /** A drawn one in which only a stripe moves. */
  const drawn = (n: number) => {
    const rgba = copy(120);
    rgba.fill((n * 13) % 200 + 20, 0, 32 * 4 * 2);
    return rgba;
  };
  const shares = (of: (n: number) => Uint8ClampedArray) => {
    const one = new Stillness();
    return Array.from({ length: 60 }, (_, i) => one.add(of(i), START + i * 500, 20)).filter((s) => s !== null);
  };

  it("keeps most of its pixels bit for bit while others move", () => expect(Math.max(...shares(drawn))).toBeGreaterThan(0.8));
  it("is not a live one, nor one that is dark or blown out, nor a frozen one", () => {
    expect(Math.max(...shares(live))).toBeLessThan(0.05);
    expect(shares((n) => copy(2, 0, n % 3))).toEqual([]);
    expect(shares(() => copy(120))).toEqual([]);
  });
});

describe("a false camera", () => {
  it("is told with its reason, and is nobody's business without a picture or a camera", () => {
    const watcher = falseCameraWatch(PARAMETERS);
    expect(watcher.picture(picture(START), "OBS Virtual Camera")).toBe(true);
    expect(watcher.detail()).toEqual({ reason: "name" });
    expect(watcher.picture(picture(START, { copy: live(1) }), "HD Webcam")).toBe(false);
    expect(watcher.picture(picture(START, { copy: null }), "HD Webcam")).toBeNull();
    expect(watcher.picture(picture(START, { state: "ended", copy: null }), "OBS Virtual Camera")).toBeNull();
    const required = { camera: false, microphone: true, screen: true, fullscreen: false, stills: false };
    const none = falseCamera.watch(falseCamera.parameters, around({ required, cameraLabel: () => "OBS" }));
    expect(none.picture?.(picture(START))).toBeNull();
  });

  it("is a file that the browser plays as its camera, unless a template leaves that alone", () => {
    expect(falseCameraWatch(falseCamera.parameters).picture(picture(START), "/home/sam/me.mjpeg")).toBe(true);
    expect(falseCameraWatch(PARAMETERS).picture(picture(START), "/home/sam/me.mjpeg")).toBeNull();
  });

  it("is none of the trials: the test camera is left alone, in a loop, too", () => {
    const watcher = falseCameraWatch(PARAMETERS);
    const answers = Array.from({ length: 80 }, (_, i) => watcher.picture(picture(START + i * 500, { copy: live(i % 20) }), "fake_device_0"));
    expect(new Set(answers)).toEqual(new Set([null]));
    const judged = falseCameraWatch({ ...PARAMETERS, test_camera: 1 });
    for (let i = 0; i < 80; i++) judged.picture(picture(START + i * 500, { copy: live(i % 20) }), "fake_device_0");
    expect(judged.detail()).toEqual({ reason: "loop" });
  });
});
