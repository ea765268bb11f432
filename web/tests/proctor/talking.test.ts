import { describe, expect, test } from "vitest";
import { Talking } from "../../src/state/proctor/talking.ts";
import type { StaffMessage } from "../../src/wire/messages.ts";
import { at, tile } from "./factory.ts";

function talk() {
  const sent: StaffMessage[] = [];
  const line = { open: true };
  const talking = new Talking((message) => (line.open ? sent.push(message) > 0 : false), () => at(0));
  const ids = () => sent.map((m) => ("id" in m ? m.id : ""));
  return { talking, sent, line, ids };
}

describe("chat of a proctor", () => {
  test("is sent again after each lost line, under the same id, until the server says it back", () => {
    const { talking, line, ids } = talk();
    line.open = false;
    talking.say("a", "Hello");
    expect(ids()).toEqual([]);
    line.open = true;
    talking.resend();
    talking.resend();
    const [id] = ids();
    expect(ids()).toEqual([id, id]);
    talking.said(id as string);
    talking.resend();
    expect(ids()).toHaveLength(2);
    expect(talking.outgoing.value).toEqual([]);
  });

  test("that was refused waits for a person: no reconnect sends it, a press does", () => {
    const { talking, ids } = talk();
    talking.say("a", "Hello");
    const id = ids()[0] as string;
    expect(talking.refused(id, "The session is over.")).toBe(true);
    talking.resend();
    expect(ids()).toHaveLength(1);
    talking.again(id);
    expect(ids()).toEqual([id, id]);
    expect(talking.outgoing.value[0]?.failed).toBeNull();
  });

  test("can be discarded, and a refusal of somebody else's message is not taken for ours", () => {
    const { talking, ids } = talk();
    talking.say("a", "Hello");
    talking.discard(ids()[0] as string);
    expect(talking.outgoing.value).toEqual([]);
    expect(talking.refused("another", "No.")).toBe(false);
  });
});

describe("an answer to a call", () => {
  test("is sent again until it is confirmed, and then known as this page's own", () => {
    const { talking, sent } = talk();
    talking.answer("a", "h1");
    talking.resend();
    expect(sent).toHaveLength(2);
    expect(talking.answeredMine("h1")).toBe(true);
    talking.resend();
    expect(sent).toHaveLength(2);
    expect(talking.answeredMine("h1")).toBe(false);
  });

  test("is no longer needed when the tile shows no such call any more", () => {
    const { talking } = talk();
    talking.answer("a", "h1");
    talking.agree([tile("b")]);
    expect(talking.answering.value.size).toBe(1);
    talking.agree([tile("a", { help: "h2" })]);
    expect(talking.answering.value.size).toBe(0);
  });
});
