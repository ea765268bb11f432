import { beforeEach, describe, expect, it } from "vitest";
import { Help } from "../../src/state/student/help.ts";
import { counter, line, NOW, SESSION } from "./factory.ts";

let wire: ReturnType<typeof line>;
let now: number;
let help: Help;

const answer = (id: string) => help.answered({ type: "help_answered", session: SESSION, help: id, by: "Grace", at_ms: now });
const types = () => wire.sent.map((message) => `${message.type} ${"id" in message ? message.id : ""}`);

beforeEach(() => {
  wire = line();
  now = NOW;
  help = new Help({ send: wire.send, newId: counter("h"), now: () => now });
});

describe("a call for help", () => {
  it("goes out with its words, is answered, and settled when the student has read it", () => {
    help.call("my pen");
    expect(wire.sent).toEqual([{ type: "call_for_help", id: "h1", text: "my pen" }]);
    expect(help.state.value.kind).toBe("called");
    answer("h1");
    expect(help.state.value).toEqual({ kind: "answered", by: "Grace" });
    help.settle();
    expect(help.state.value.kind).toBe("none");
  });

  it("is not answered by the answer to another one", () => {
    help.call();
    answer("somebody else's");
    expect(help.state.value.kind).toBe("called");
  });

  it("can be taken back", () => {
    help.call();
    help.cancel();
    expect(types()).toEqual(["call_for_help h1", "cancel_help h1"]);
    expect(help.state.value.kind).toBe("none");
  });

  it("says why when the server will not have it", () => {
    help.call();
    help.refused({ type: "refused", code: "session_over", sentence: "The session is over.", of: "call_for_help" });
    expect(help.state.value).toEqual({ kind: "refused", sentence: "The session is over." });
  });

  it("is not settled while it is open", () => {
    help.call();
    help.settle();
    expect(help.state.value.kind).toBe("called");
  });
});

describe("a call for help without a line", () => {
  it("waits, and goes out under the same id when the line is back", () => {
    wire.up = false;
    help.call("water");
    expect(help.state.value.kind).toBe("calling");
    wire.up = true;
    help.welcomed(null);
    expect(wire.sent).toEqual([{ type: "call_for_help", id: "h1", text: "water" }]);
    expect(help.state.value.kind).toBe("called");
  });

  it("that was taken back before it went out never goes out", () => {
    wire.up = false;
    help.call();
    help.cancel();
    wire.up = true;
    help.welcomed(null);
    expect(wire.sent).toEqual([]);
  });

  it("that was taken back while the line was down is taken back when it is up", () => {
    help.call();
    wire.up = false;
    help.cancel();
    wire.up = true;
    help.welcomed("h1");
    expect(types()).toEqual(["call_for_help h1", "cancel_help h1"]);
    expect(help.state.value.kind).toBe("none");
  });

  it("that was lost together with the line goes out again", () => {
    help.call("w");
    now += 2000;
    help.welcomed(null);
    expect(types()).toEqual(["call_for_help h1", "call_for_help h1"]);
  });

  it("that somebody answered meanwhile is over", () => {
    help.call();
    now += 60_000;
    help.welcomed(null);
    expect(help.state.value.kind).toBe("none");
    expect(wire.sent).toHaveLength(1);
  });
});

describe("after a reload", () => {
  it("an open call is known again and can be taken back", () => {
    help.welcomed("from before");
    expect(help.state.value).toMatchObject({ kind: "called", id: "from before" });
    help.cancel();
    expect(types()).toEqual(["cancel_help from before"]);
  });

  it("no call is no call", () => {
    help.welcomed(null);
    expect(help.state.value.kind).toBe("none");
    expect(wire.sent).toEqual([]);
  });
});
