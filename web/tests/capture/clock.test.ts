import { beforeEach, describe, expect, it } from "vitest";
import { ServerClock, UNKNOWN_ERROR_MS } from "../../src/wire/clock.ts";
import type { Ping, ReportClock } from "../../src/wire/messages.ts";

let now = 1000;
let wallSkew = 0;
let sent: (Ping | ReportClock)[] = [];
let up = true;
const AHEAD = 5000;

function clock(): ServerClock {
  const send = (message: Ping | ReportClock): boolean => {
    if (up) sent.push(message);
    return up;
  };
  return new ServerClock(
    send,
    () => now,
    () => now + wallSkew,
  );
}

/** Answers the last ping after `there` ms on the way and `back` ms back. */
function answer(of: ServerClock, there: number, back: number): void {
  const ping = sent[sent.length - 1] as Ping;
  now += there;
  const server_ms = now + AHEAD;
  now += back;
  of.onPong({ type: "pong", number: ping.number, sent_device_ms: ping.sent_device_ms, server_ms });
}

const reports = () => sent.filter((message) => message.type === "report_clock");

describe("the server's clock", () => {
  beforeEach(() => {
    now = 1000;
    wallSkew = 0;
    sent = [];
    up = true;
  });

  it("takes the best of eight pings, reports it once, and reads so ever after", () => {
    const c = clock();
    c.measure();
    for (const [there, back] of [
      [90, 10],
      [40, 60],
      [10, 12],
      [300, 5],
      [5, 300],
      [50, 50],
      [20, 90],
      [70, 70],
    ] as const)
      answer(c, there, back);
    expect(reports()).toEqual([{ type: "report_clock", offset_ms: AHEAD - 1, error_ms: 11 }]);
    expect(sent).toHaveLength(9);
    now += 777;
    expect(c.now()).toBe(now + AHEAD - 1);
  });

  it("has an estimate from the first answer on, and a guess before", () => {
    const c = clock();
    c.hint(now + 4900);
    expect(c.offsetMs).toBe(4900);
    expect(c.errorMs).toBe(UNKNOWN_ERROR_MS);
    c.measure();
    answer(c, 20, 20);
    expect([c.offsetMs, c.errorMs, c.synced]).toEqual([AHEAD, 20, true]);
    c.hint(0);
    expect(c.offsetMs).toBe(AHEAD);
  });

  it("measures again each minute, and leaves a burst aside that a busy line has spoilt", () => {
    const c = clock();
    c.measure();
    for (let i = 0; i < 8; i++) answer(c, 5, 5);
    now += 59_000;
    c.tick();
    expect(reports()).toHaveLength(1);
    now += 1000;
    c.tick();
    for (let i = 0; i < 8; i++) answer(c, 900, 5);
    expect(reports()).toHaveLength(2);
    expect(c.offsetMs).toBe(AHEAD);
    expect(c.errorMs).toBeCloseTo(5 + (60_000 + 8 * 905) * 1e-4, 1);
  });

  it("goes on when a pong is lost, comes twice or is somebody else's", () => {
    const c = clock();
    c.measure();
    now += 3500;
    c.tick();
    for (let i = 0; i < 3; i++) answer(c, 5, 5);
    c.onPong({ type: "pong", number: 999, sent_device_ms: 0, server_ms: 0 });
    c.onPong({ type: "pong", number: 1, sent_device_ms: 0, server_ms: 0 });
    for (let i = 0; i < 4; i++) answer(c, 5, 5);
    expect(reports()).toHaveLength(1);
    expect(c.errorMs).toBe(5);
  });

  it("forgets what it knew and measures at once when the device slept or its clock was set", () => {
    const c = clock();
    c.measure();
    for (let i = 0; i < 8; i++) answer(c, 5, 5);
    wallSkew = 3_600_000;
    const before = sent.length;
    c.tick();
    expect(c.synced).toBe(false);
    expect(sent.length).toBe(before + 1);
    answer(c, 30, 30);
    expect(c.offsetMs).toBe(AHEAD);
  });

  it("gives up on a line that is down and starts when told that it is up", () => {
    const c = clock();
    up = false;
    c.measure();
    expect(c.heartbeat()).toBe(false);
    up = true;
    c.tick();
    expect(sent).toHaveLength(0);
    c.measure();
    expect(sent).toHaveLength(1);
  });
});
