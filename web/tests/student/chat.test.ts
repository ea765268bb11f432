import { beforeEach, describe, expect, it } from "vitest";
import { Chat, merged } from "../../src/state/student/chat.ts";
import { counter, line, memory, NOW, said } from "./factory.ts";

let wire: ReturnType<typeof line>;
let keep: ReturnType<typeof memory>;
let chat: Chat;

const make = () => new Chat({ send: wire.send, newId: counter("m"), now: () => NOW, keep });
const shown = () => chat.messages.value.map(({ id, state }) => `${id} ${state}`);

beforeEach(() => {
  wire = line();
  keep = memory();
  chat = make();
});

describe("a message of the student", () => {
  it("is shown at once, and as said when the server has it", () => {
    chat.say("  Hello  ");
    expect(wire.sent).toEqual([{ type: "send_chat", id: "m1", text: "Hello" }]);
    expect(shown()).toEqual(["m1 sending"]);
    chat.hear(said("m1", NOW + 5, { role: "student", author: "Ada", text: "Hello" }));
    expect(shown()).toEqual(["m1 said"]);
    expect(chat.messages.value[0]?.mine).toBe(true);
  });

  it("is nothing when it is empty", () => {
    chat.say(" \n ");
    expect(chat.messages.value).toEqual([]);
    expect(wire.sent).toEqual([]);
  });

  it("goes out again under its own id when the line is back, until it is acknowledged", () => {
    wire.up = false;
    chat.say("are you there?");
    wire.up = true;
    chat.resend();
    chat.resend();
    expect(wire.sent.map((message) => "id" in message && message.id)).toEqual(["m1", "m1"]);
    chat.hear(said("m1", NOW, { role: "student" }));
    chat.resend();
    expect(wire.sent).toHaveLength(2);
    expect(shown()).toEqual(["m1 said"]);
  });

  it("stays, with the reason, when it is refused, and is not sent again", () => {
    chat.say("x");
    chat.refused({ type: "refused", code: "invalid", sentence: "Too long.", of: "send_chat", id: "m1" });
    expect(chat.messages.value[0]).toMatchObject({ state: "refused", sentence: "Too long." });
    chat.resend();
    expect(wire.sent).toHaveLength(1);
  });
});

describe("messages that are heard", () => {
  it("stand in the order of the server's clock, each once, however often it comes", () => {
    chat.hear(said("b", 20));
    chat.hear(said("a", 10));
    chat.hear(said("b", 20));
    expect(shown()).toEqual(["a said", "b said"]);
  });

  it("are joined with the server's memory after an outage", () => {
    chat.hear(said("b", NOW));
    chat.recall([
      { id: "a", at: new Date(NOW - 1000).toISOString(), author: "Grace", role: "proctor", text: "earlier" },
      { id: "b", at: new Date(NOW).toISOString(), author: "Grace", role: "proctor", text: "text of b" },
    ]);
    expect(shown()).toEqual(["a said", "b said"]);
  });

  it("replace, not repeat, what is known", () => {
    const one = { id: "a", at_ms: 1, author: "", text: "", mine: true, state: "sending" as const };
    expect(merged([one], [{ ...one, state: "said", at_ms: 2 }])).toEqual([{ ...one, state: "said", at_ms: 2 }]);
  });
});

describe("the number of unread messages", () => {
  it("counts only those of others, and is none after reading", () => {
    chat.say("mine");
    chat.hear(said("a", NOW + 1));
    chat.hear(said("b", NOW + 2));
    expect(chat.unread.value).toBe(2);
    chat.markRead();
    expect(chat.unread.value).toBe(0);
    chat.hear(said("c", NOW + 3));
    expect(chat.unread.value).toBe(1);
  });

  it("is remembered over a reload", () => {
    chat.hear(said("a", NOW));
    chat.markRead();
    chat = make();
    chat.hear(said("a", NOW));
    expect(chat.unread.value).toBe(0);
  });
});
