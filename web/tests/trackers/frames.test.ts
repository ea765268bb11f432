import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Frames, framesOf } from "../../src/trackers/looks/frames.ts";

/** A video element outside the document, as a browser has it; each of its counts may lie. */
class Element {
  muted = false;
  paused = true;
  srcObject: unknown = null;
  videoWidth = 480;
  videoHeight = 360;
  currentTime = 0;
  total = 0;
  refused = false;
  waiting = new Map<number, () => void>();
  private handles = 0;
  setAttribute(): void {}
  async play(): Promise<void> {
    if (this.refused) throw new Error("NotAllowedError");
    this.paused = false;
  }
  getVideoPlaybackQuality = () => ({ totalVideoFrames: this.total });
  get mozPaintedFrames(): number {
    return 0; // outside the document Firefox paints nothing
  }
  callBack = (call: () => void): number => this.waiting.set(++this.handles, call) && this.handles;
  /** A frame is shown, as those see it who asked to be called. */
  shows(): void {
    const calls = [...this.waiting.values()];
    this.waiting.clear();
    for (const call of calls) call();
  }
}

type Called = Element & { requestVideoFrameCallback?: unknown; cancelVideoFrameCallback?: unknown };

let element: Called;
const page = { hidden: false, createElement: () => element };
const stream = { getVideoTracks: () => [{}] } as unknown as MediaStream;

function calling(): void {
  element.requestVideoFrameCallback = element.callBack;
  element.cancelVideoFrameCallback = (handle: number) => element.waiting.delete(handle);
}

const isNew = async (frames: Frames): Promise<boolean> => (await frames.next()) !== null;

/** How many of ten looks find a frame, while the camera gives one before each. */
async function found(frames: Frames, frame: () => void): Promise<number> {
  let count = 0;
  for (let i = 0; i < 10; i++) {
    frame();
    if (await isNew(frames)) count++;
  }
  return count;
}

beforeEach(() => {
  element = new Element();
  page.hidden = false;
  vi.stubGlobal("document", page);
});
afterEach(() => vi.unstubAllGlobals());

describe("frames of an element", () => {
  it("are seen where only the calls at a frame and the clock move, as in Firefox 153", async () => {
    calling();
    const frame = () => {
      element.currentTime += 0.5;
      element.shows();
    };
    expect(await found(framesOf(stream), frame)).toBe(10);
  });

  it("are seen where only the clock moves, as in Firefox before 132", async () => {
    const frame = () => {
      element.currentTime += 0.5;
    };
    expect(await found(framesOf(stream), frame)).toBeGreaterThanOrEqual(9);
  });

  it("are seen where only the count of all frames moves, as in Chromium 73", async () => {
    const frame = () => {
      element.total += 5;
    };
    expect(await found(framesOf(stream), frame)).toBeGreaterThanOrEqual(9);
  });

  it("are seen where the browser offers to call and never does", async () => {
    calling();
    const frame = () => {
      element.currentTime += 0.5;
    };
    expect(await found(framesOf(stream), frame)).toBeGreaterThanOrEqual(9);
  });

  it("are seen where nothing counts at all, so that a working camera is never called silent", async () => {
    const bare = element as Partial<Element>;
    bare.getVideoPlaybackQuality = undefined as never;
    expect(await found(framesOf(stream), () => undefined)).toBe(10);
  });

  it("are no longer found when the camera has gone silent, whatever the clock says", async () => {
    calling();
    const frames = framesOf(stream);
    await found(frames, () => element.shows());
    element.currentTime += 5;
    expect(await isNew(frames)).toBe(false);
    element.total = 0;
    element.shows();
    expect(await isNew(frames)).toBe(true);
  });

  it("are no longer found when the count stands still that moved before", async () => {
    const frames = framesOf(stream);
    await found(frames, () => {
      element.total += 5;
      element.currentTime += 0.5;
    });
    element.currentTime += 5;
    expect(await isNew(frames)).toBe(false);
  });

  it("are told once each", async () => {
    calling();
    const frames = framesOf(stream);
    await isNew(frames);
    element.shows();
    expect([await isNew(frames), await isNew(frames)]).toEqual([true, false]);
    element.shows();
    element.shows();
    expect([await isNew(frames), await isNew(frames)]).toEqual([true, false]);
  });

  it("are not guessed from a clock behind another tab, where a browser may go on without painting", async () => {
    const frames = framesOf(stream);
    await found(frames, () => {
      element.currentTime += 0.5;
    });
    page.hidden = true;
    element.currentTime += 0.5;
    expect(await isNew(frames)).toBe(false);
    expect(frames.mayPause()).toBe(true);
  });

  it("are none before the first one has a size", async () => {
    calling();
    element.videoWidth = 0;
    element.currentTime = 3;
    expect(await isNew(framesOf(stream))).toBe(false);
  });

  it("are none of a picture that may not play, rather than one that is called frozen", async () => {
    element.refused = true;
    const frames = framesOf(stream);
    expect(await found(frames, () => undefined)).toBe(0);
    expect(frames.mayPause()).toBe(true);
  });

  it("are awaited no more once nobody looks", async () => {
    calling();
    const frames = framesOf(stream);
    await isNew(frames);
    frames.stop();
    expect(element.waiting.size).toBe(0);
    expect(element.srcObject).toBeNull();
  });
});
