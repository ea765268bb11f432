import { describe, expect, it, vi } from "vitest";
import { Connection, type ConnectionHandlers } from "../../src/state/student/connection.ts";
import type { LineHandlers, World } from "../../src/state/student/world.ts";
import type { Clock } from "../../src/state/student/world.ts";
import { memory, SESSION } from "./factory.ts";

function connection() {
  let line!: LineHandlers;
  const opened = vi.fn();
  const handlers: ConnectionHandlers = { onWelcome: vi.fn(), onMessage: vi.fn(), onHeld: vi.fn(), onLost: vi.fn(), onPutOut: vi.fn() };
  const world = {
    page: { newId: () => "page-1", onLeave: () => undefined },
    tab: memory(),
    newLine: (_: string, given: LineHandlers) => {
      line = given;
      return { open: opened, close: () => undefined, send: () => true };
    },
    newPipeline: () => ({ socketLost: () => undefined, socketOpened: () => undefined, onMessage: () => undefined }),
  } as unknown as World;
  const it = new Connection(world, SESSION, { hint: () => undefined } as unknown as Clock, handlers, false);
  it.open();
  return { it, handlers, opened, closes: (code: number, why: string) => line.onState("closed", code, why) };
}

describe("a page whose sign-in ends", () => {
  it.each(["link_withdrawn", "link_replaced", "account_closed", "off_roster"])("is put out for good by %s", (why) => {
    vi.useFakeTimers();
    const page = connection();
    page.closes(4401, why);
    expect(page.it.state.value).toBe("put_out");
    expect(page.it.putOut.value).toBe(why);
    expect(page.handlers.onPutOut).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(60_000);
    expect(page.opened).toHaveBeenCalledOnce(); // it does not come back by itself
    vi.useRealTimers();
  });

  it.each(["signed_out", "expired", "password_changed", "", "a word of a newer server"])("may be signed in again after “%s”", (why) => {
    vi.useFakeTimers();
    const page = connection();
    page.closes(4401, why);
    expect(page.it.state.value).toBe("signed_out");
    expect(page.handlers.onPutOut).not.toHaveBeenCalled();
    vi.advanceTimersByTime(11_000);
    expect(page.opened).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it("is put out when the account is no student's any more", () => {
    const page = connection();
    page.closes(4403, "role_gone");
    expect(page.it.putOut.value).toBe("role_gone");
  });
});
