import { describe, expect, it } from "vitest";
import { leftFullscreen } from "../../src/trackers/kinds/fullscreen.ts";
import { type ScreenFacts, shareProblem } from "../../src/trackers/kinds/screen_share.ts";
import { type DisplayFacts, secondDisplaySeen } from "../../src/trackers/kinds/second_display.ts";
import { withoutFocus } from "../../src/trackers/kinds/window_focus.ts";

const HD = { width: 1920, height: 1080 };

describe("the shared screen", () => {
  const shared = (changes: Partial<ScreenFacts> = {}): ScreenFacts => ({
    required: true, track: "live", surface: "monitor", frame: null, screen: HD, ...changes,
  }); // prettier-ignore

  it("is right when the browser says that it is a whole screen", () => {
    expect(shareProblem(shared())).toBe("right");
    expect(shareProblem(shared({ surface: "window" }))).toBe("window");
    expect(shareProblem(shared({ surface: "browser" }))).toBe("browser");
  });

  it("is told by its shape where the browser does not say", () => {
    expect(shareProblem(shared({ surface: null, frame: { width: 1280, height: 720 } }))).toBe("right");
    expect(shareProblem(shared({ surface: null, frame: { width: 3840, height: 2160 } }))).toBe("right");
    expect(shareProblem(shared({ surface: null, frame: { width: 1920, height: 1040 } }))).toBe("not_whole_screen");
  });

  it("is unknown until the first picture, and where none is asked for", () => {
    expect(shareProblem(shared({ surface: null }))).toBeNull();
    expect(shareProblem(shared({ required: false, track: "missing" }))).toBeNull();
  });

  it("is gone when its track is", () => {
    for (const track of ["missing", "ended", "muted"] as const) expect(shareProblem(shared({ track }))).toBe(track);
  });
});

describe("a second display", () => {
  const display = (changes: Partial<DisplayFacts> = {}): DisplayFacts => ({
    extended: null, screen: HD, origin: { x: 0, y: 0 }, window: { left: 0, top: 0, ...HD }, pointer: null, ...changes,
  }); // prettier-ignore

  it("is what the browser says, where it says it", () => {
    expect(secondDisplaySeen(display({ extended: true }))).toEqual({ answer: true, proof: "flag" });
    expect(secondDisplaySeen(display({ extended: false, pointer: { x: 3000, y: 0 } }))).toEqual({ answer: false, proof: null });
  });

  it("is unknown without a proof: that nothing lies outside proves nothing", () => {
    expect(secondDisplaySeen(display()).answer).toBeNull();
  });

  it("is proved by a window or a pointer beyond the first one's edges", () => {
    expect(secondDisplaySeen(display({ window: { left: 1920, top: 0, ...HD } }))).toEqual({ answer: true, proof: "window" });
    expect(secondDisplaySeen(display({ pointer: { x: -300, y: 500 } }))).toEqual({ answer: true, proof: "pointer" });
    expect(secondDisplaySeen(display({ origin: { x: -1920, y: 0 } }))).toEqual({ answer: true, proof: "window" });
  });

  it("is not proved by a window that is pushed half off, hangs over by its border, or stands beside a dock", () => {
    expect(secondDisplaySeen(display({ window: { left: -1500, top: 0, ...HD } })).answer).toBeNull();
    expect(secondDisplaySeen(display({ window: { left: 1500, top: 0, ...HD } })).answer).toBeNull();
    expect(secondDisplaySeen(display({ window: { left: -8, top: -8, width: 1936, height: 1096 } })).answer).toBeNull();
    expect(secondDisplaySeen(display({ origin: { x: 90, y: 25 } })).answer).toBeNull();
    expect(secondDisplaySeen(display({ pointer: { x: 1925, y: 1085 } })).answer).toBeNull();
  });
});

describe("fullscreen", () => {
  const facts = { required: true, offered: true, element: false, displayMode: false, window: { width: 1200, height: 800 }, screen: HD };

  it("is left when neither the page nor the window covers the screen", () => {
    expect(leftFullscreen(facts)).toBe(true);
  });

  it("is kept by the page, by F11 or by a kiosk alike", () => {
    expect(leftFullscreen({ ...facts, element: true })).toBe(false);
    expect(leftFullscreen({ ...facts, displayMode: true })).toBe(false);
    expect(leftFullscreen({ ...facts, window: { width: 1919, height: 1078 } })).toBe(false);
  });

  it("is nobody's business where it is not asked for or not to be had", () => {
    expect(leftFullscreen({ ...facts, required: false })).toBeNull();
    expect(leftFullscreen({ ...facts, offered: false })).toBeNull();
  });
});

describe("the focus", () => {
  it("is in the page or in the exam's frame, and away when neither has it", () => {
    const facts = { hidden: false, pageFocused: false, frameFocused: false };
    expect(withoutFocus({ ...facts, pageFocused: true })).toBe(false);
    expect(withoutFocus({ ...facts, frameFocused: true })).toBe(false);
    expect(withoutFocus(facts)).toBe(true);
  });

  it("is nobody's business while the page is hidden: that is told by another tracker, once", () => {
    expect(withoutFocus({ hidden: true, pageFocused: false, frameFocused: false })).toBeNull();
    expect(withoutFocus({ hidden: true, pageFocused: true, frameFocused: true })).toBeNull();
  });
});
