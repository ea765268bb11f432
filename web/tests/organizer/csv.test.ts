import { describe, expect, it } from "vitest";
import { badRows, csvDesk, decodeCsv, goodRows, rowsOf, type SendCsv, spanOfLine } from "../../src/state/organizer/csv.ts";
import { type Body, Refusal } from "../../src/wire/http.ts";

type Out = Body<"CsvOut">;

const out = (patch: Partial<Out> = {}): Out => ({ rows: 0, created: 0, updated: 0, unchanged: 0, errors: [], rest: "", ...patch });
const fault = { where: "line 3, email", message: "“x” is no e-mail address.", line: 3, column: "email" };

/** A server that answers in turn and remembers what it was asked. */
function server(...answers: (Out | Error)[]) {
  const asked: Body<"CsvIn">[] = [];
  const send: SendCsv = async (body) => {
    asked.push(body);
    const answer = answers.shift() ?? out();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, send };
}

describe("a CSV file on its way in", () => {
  it("is only checked first; nothing is taken by that", async () => {
    const { asked, send } = server(out({ rows: 2, created: 1, errors: [fault] }));
    const desk = csvDesk(send);
    desk.type("name,email\nAna,ana@x.example\nBob,x\n");
    await desk.check();
    expect(asked.map((body) => body.apply)).toEqual(["no"]);
    expect(desk.errors.value).toEqual([fault]);
    expect(desk.taken.value).toEqual({ created: 0, updated: 0, unchanged: 0 });
  });

  it("leaves the rows that were not taken in the editor, with errors by their new lines", async () => {
    const rest = "name,email\nBob,x\n";
    const again = { ...fault, line: 2 };
    const { asked, send } = server(out({ rows: 2, created: 1, errors: [fault], rest }), out({ rows: 1, errors: [again] }));
    const desk = csvDesk(send);
    desk.type("name,email\nAna,ana@x.example\nBob,x\n");
    await desk.take();
    expect(asked[1]).toEqual({ text: rest, apply: "no" });
    expect(desk.text.value).toBe(rest);
    expect(desk.errors.value).toEqual([again]);
    expect(desk.taken.value.created).toBe(1);
  });

  it("adds up what was taken in several goes and is empty at the end", async () => {
    const { send } = server(out({ rows: 2, created: 1, rest: "h\nb\n" }), out(), out({ rows: 1, created: 1, unchanged: 2 }));
    const desk = csvDesk(send);
    desk.type("h\na\nb\n");
    await desk.take();
    await desk.take();
    expect(desk.taken.value).toEqual({ created: 2, updated: 0, unchanged: 2 });
    expect(desk.text.value).toBe("");
    expect(desk.errors.value).toEqual([]);
  });

  it("needs checking anew once the text was changed, and keeps the errors in sight meanwhile", async () => {
    const desk = csvDesk(server(out({ rows: 1, errors: [fault] })).send);
    desk.type("a");
    await desk.check();
    desk.type("b");
    expect(desk.checked.value).toBeNull();
    expect(desk.errors.value).toEqual([fault]);
  });

  it("forgets an answer to a text that was changed while it was on its way", async () => {
    const desk = csvDesk(async () => {
      desk.type("newer");
      return out({ rows: 7 });
    });
    desk.type("older");
    await desk.check();
    expect(desk.checked.value).toBeNull();
  });

  it("says why it was refused and keeps the text", async () => {
    const desk = csvDesk(server(new Refusal(422, "invalid", "The file cannot be read here.", [fault])).send);
    desk.type("name\n\"");
    await desk.check();
    expect(desk.fault.value?.code).toBe("invalid");
    expect(desk.errors.value).toEqual([fault]);
    expect(desk.text.value).toBe("name\n\"");
    expect(desk.busy.value).toBe("");
  });

  it("keeps line ends as the editor does, so that a line is found where it stands", async () => {
    const desk = csvDesk(server(out({ rest: "h\r\nb\r\n" }), out()).send);
    desk.type("h\r\na\rb\r\n");
    expect(desk.text.value).toBe("h\na\nb\n");
    await desk.take();
    expect(desk.text.value).toBe("h\nb\n");
  });

  it("counts a row as bad when it is neither new nor known", () => {
    const answer = out({ rows: 10, created: 3, updated: 2, unchanged: 1 });
    expect([goodRows(answer), badRows(answer)]).toEqual([6, 4]);
    expect(badRows(out({ rows: 0, created: 1 }))).toBe(0);
  });
});

describe("the preview of a CSV text", () => {
  it("names each row by the line it begins on, over blank lines and quoted line breaks", () => {
    const { head, rows } = rowsOf('name,email\n\n"Ana\nSilva",ana@x.example\nBen,ben@x.example');
    expect(head).toEqual(["name", "email"]);
    expect(rows.map((row) => row.line)).toEqual([3, 5]);
    expect(rows[0]?.cells).toEqual(["Ana\nSilva", "ana@x.example"]);
  });

  it("reads semicolons, quotes within quotes and a byte-order mark", () => {
    const { head, rows } = rowsOf('\ufeffName;E-Mail\r\n"O""Brien, Pat";pat@x.example\r\n');
    expect(head).toEqual(["name", "e-mail"]);
    expect(rows[0]?.cells).toEqual(['O"Brien, Pat', "pat@x.example"]);
  });

  it("has nothing to show for an empty text", () => {
    expect(rowsOf("")).toEqual({ head: [], rows: [] });
  });

  it("finds where a line begins and ends", () => {
    const text = "ab\ncde\n\nf";
    const line = (n: number) => text.slice(...spanOfLine(text, n));
    expect([line(1), line(2), line(3), line(4), line(9)]).toEqual(["ab", "cde", "", "f", ""]);
  });
});

describe("the bytes of a file", () => {
  it("are read as UTF-8, else as a spreadsheet on Windows writes them", () => {
    const utf8 = new TextEncoder().encode("Zoë").buffer as ArrayBuffer;
    const western = Uint8Array.from([0x5a, 0x6f, 0xeb]).buffer;
    expect(decodeCsv(utf8)).toBe("Zoë");
    expect(decodeCsv(western)).toBe("Zoë");
  });
});
