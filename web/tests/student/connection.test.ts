import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Connection } from "../../src/state/student/connection.ts";
import type { LineHandlers } from "../../src/state/student/world.ts";
import type { StudentMessage } from "../../src/wire/messages.ts";
import { memory, NOW, page, pipeline, SESSION, worldWith } from "./factory.ts";

const OTHER = "22222222-2222-4222-8222-222222222222";
const welcome = (session: string) =>
  ({ type: "student_welcomed", server_ms: NOW, session, state: "running", ends_at_ms: null, help: null }) as const;

let pipe: ReturnType<typeof pipeline>;
let tab: ReturnType<typeof memory>;
let said: StudentMessage[];
let opened: string[];
let handlers: LineHandlers;

function connect(session = SESSION): Connection {
  const world = worldWith({
    page: page(),
    tab,
    newLine(named, given) {
      opened.push(named);
      handlers = given;
      return { open: () => undefined, close: () => undefined, send: (m) => !!said.push(m), sendBinary: () => true, buffered: 0 };
    },
    newPipeline: () => pipe.port,
  });
  const nothing = () => undefined;
  return new Connection(world, session, { now: () => NOW, hint: nothing }, {
    onWelcome: nothing, onMessage: nothing, onHeld: nothing, onLost: nothing, onPutOut: nothing,
  }, false); // prettier-ignore
}

beforeEach(() => {
  vi.useFakeTimers();
  pipe = pipeline();
  tab = memory();
  said = [];
  opened = [];
});
afterEach(() => void vi.useRealTimers());

describe("the line of one of several exams in a browser", () => {
  it("names its session when it opens and when it greets", () => {
    connect().open();
    handlers.onState("open", 0, "");
    expect(opened).toEqual([SESSION]);
    expect(said).toMatchObject([{ type: "hello", session: SESSION }]);
  });

  it("sends nothing to a server that welcomes it into another session", () => {
    const connection = connect();
    connection.open();
    handlers.onState("open", 0, "");
    handlers.onMessage(welcome(OTHER));
    expect(connection.state.value).toBe("signed_out");
    expect(pipe.log).not.toContain("opened");
  });

  it("waits for the own link when the browser is signed in for another exam", () => {
    const connection = connect();
    connection.open();
    handlers.onState("closed", 4410, "");
    expect(connection.state.value).toBe("signed_out");
    handlers.onState("open", 0, "");
    handlers.onMessage(welcome(SESSION));
    expect(connection.state.value).toBe("open");
    expect(pipe.log).toContain("opened");
  });

  it("claims the own session alone after a reload", () => {
    const first = connect();
    first.claim();
    connect(OTHER).open();
    handlers.onState("open", 0, "");
    expect(said.at(-1)).toMatchObject({ take_over: false, session: OTHER });
    connect().open();
    handlers.onState("open", 0, "");
    expect(said.at(-1)).toMatchObject({ take_over: true, session: SESSION });
  });
});
