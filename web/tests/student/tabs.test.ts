import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { announce, listenForTabs } from "../../src/state/student/tabs.ts";
import type { Page } from "../../src/state/student/world.ts";
import { page, SESSION } from "./factory.ts";

type Ear = (text: string) => void;
let ears: Map<string, Set<Ear>>;
let seen: boolean[];

/** Every tab hears the others, never itself. */
function tab() {
  const channel: Page["channel"] = (name, hear) => {
    const all = ears.get(name) ?? new Set<Ear>();
    ears.set(name, all.add(hear));
    return {
      say: (text) => all.forEach((ear) => void (ear !== hear && ear(text))),
      close: () => void all.delete(hear),
    };
  };
  return { ...page(), channel };
}

beforeEach(() => {
  vi.useFakeTimers();
  ears = new Map();
  seen = [];
});
afterEach(() => void vi.useRealTimers());

const listen = () => listenForTabs(tab(), SESSION, (there) => seen.push(there));

describe("a second tab of the same browser", () => {
  it("is noticed at once, and while it stays", () => {
    listen();
    announce(tab(), SESSION);
    expect(seen).toEqual([true]);
    vi.advanceTimersByTime(60_000);
    expect(seen).not.toContain(false);
  });

  it("is gone when it says so", () => {
    listen();
    const second = tab();
    announce(second, SESSION);
    second.happen("leave");
    expect(seen).toEqual([true, false]);
  });

  it("is forgotten when it falls silent, as a killed tab does", () => {
    listen();
    const killed = tab();
    killed.channel(`fairseat-${SESSION}`, () => undefined)?.say("here");
    expect(seen).toEqual([true]);
    vi.advanceTimersByTime(5000);
    expect(seen).toEqual([true, false]);
  });

  it("of another session is none of ours", () => {
    listen();
    announce(tab(), "another");
    expect(seen).toEqual([]);
  });

  it("is silently left out where the browser has no channels", () => {
    const stopListening = listenForTabs(page(), SESSION, (there) => seen.push(there));
    const stop = announce(page(), SESSION);
    stop();
    stopListening();
    expect(seen).toEqual([]);
  });
});
