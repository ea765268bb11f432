import { describe, expect, it } from "vitest";
import { assigned, badRows, csvDesk, goodRows, type ReadFile, type SendCsv, spanOfLine } from "../../src/state/organizer/csv.ts";
import { type Body, Refusal } from "../../src/wire/http.ts";

type Out = Body<"CsvOut">;

const out = (patch: Partial<Out> = {}): Out => ({ rows: 0, created: 0, updated: 0, unchanged: 0, errors: [], rest: "", columns: [], preview: [], ...patch });
const column = (heading: string, field: Body<"CsvColumn">["field"], known = true) => ({ heading, field, known, sample: "" });
const noFile: ReadFile = () => Promise.reject(new Error("no file was chosen"));
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
    const desk = csvDesk(send, noFile);
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
    const desk = csvDesk(send, noFile);
    desk.type("name,email\nAna,ana@x.example\nBob,x\n");
    await desk.take();
    expect(asked[1]).toEqual({ text: rest, apply: "no", columns: null });
    expect(desk.text.value).toBe(rest);
    expect(desk.errors.value).toEqual([again]);
    expect(desk.taken.value.created).toBe(1);
  });

  it("adds up what was taken in several goes and is empty at the end", async () => {
    const { send } = server(out({ rows: 2, created: 1, rest: "h\nb\n" }), out(), out({ rows: 1, created: 1, unchanged: 2 }));
    const desk = csvDesk(send, noFile);
    desk.type("h\na\nb\n");
    await desk.take();
    await desk.take();
    expect(desk.taken.value).toEqual({ created: 2, updated: 0, unchanged: 2 });
    expect(desk.text.value).toBe("");
    expect(desk.errors.value).toEqual([]);
  });

  it("needs checking anew once the text was changed, and keeps the errors in sight meanwhile", async () => {
    const desk = csvDesk(server(out({ rows: 1, errors: [fault] })).send, noFile);
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
    }, noFile);
    desk.type("older");
    await desk.check();
    expect(desk.checked.value).toBeNull();
  });

  it("says why it was refused and keeps the text", async () => {
    const desk = csvDesk(server(new Refusal(422, "invalid", "The file cannot be read here.", [fault])).send, noFile);
    desk.type("name\n\"");
    await desk.check();
    expect(desk.fault.value?.code).toBe("invalid");
    expect(desk.errors.value).toEqual([fault]);
    expect(desk.text.value).toBe("name\n\"");
    expect(desk.busy.value).toBe("");
  });

  it("keeps line ends as the editor does, so that a line is found where it stands", async () => {
    const desk = csvDesk(server(out({ rest: "h\r\nb\r\n" }), out()).send, noFile);
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

describe("the columns of a list", () => {
  const columns = [column("ID", "", false), column("who", "name"), column("mail", "email")];

  it("are sent as they were shown, so that what is left out was left out by choice", async () => {
    const { asked, send } = server(out({ rows: 1, created: 1, columns }), out({ rows: 1, created: 1 }));
    const desk = csvDesk(send, noFile);
    desk.type("ID,who,mail\n1,Ana,ana@x.example");
    await desk.check();
    await desk.take();
    expect(asked.map((body) => body.columns)).toEqual([null, ["", "name", "email"]]);
  });

  it("are checked anew when somebody says what one holds, and stay so while rows are corrected", async () => {
    const { asked, send } = server(out({ columns }), out({ columns }), out({ columns }), out());
    const desk = csvDesk(send, noFile);
    desk.type("ID,who,mail\nAna,x,ana@x.example");
    await desk.check();
    await desk.assign(0, "name");
    expect(asked[1]?.columns).toEqual(["name", "", "email"]);
    desk.type("ID,who,mail\nAna,y,ana@x.example");
    await desk.check();
    expect(asked[2]?.columns).toEqual(["name", "", "email"]);
    desk.type("name,email\nAna,ana@x.example");
    await desk.check();
    expect(asked[3]?.columns).toBeNull();
  });

  it("have one meaning each", () => {
    expect(assigned(["name", "", "email"], 1, "name")).toEqual(["", "name", "email"]);
    expect(assigned(["name", "", "email"], 0, "")).toEqual(["", "", "email"]);
  });
});

describe("a file that was chosen", () => {
  const bytes = Uint8Array.of(1).buffer as ArrayBuffer;
  const texts: Record<string, string> = { "": "имя\r\n", koi8_r: "хЛЪ\n" };
  const read: ReadFile = async (_, encoding) => ({ text: texts[encoding] ?? "", encoding: encoding || "cp1251", choices: [] });

  it("is read, shown and checked at once", async () => {
    const { asked, send } = server(out({ rows: 1 }));
    const desk = csvDesk(send, read);
    await desk.open(bytes);
    expect([desk.text.value, desk.file.value?.encoding, asked.length]).toEqual(["имя\n", "cp1251", 1]);
  });

  it("is read anew in another encoding, until its text was changed by hand", async () => {
    const { asked, send } = server(out(), out());
    const desk = csvDesk(send, read);
    await desk.open(bytes);
    await desk.choose("koi8_r");
    expect(desk.text.value).toBe("хЛЪ\n");
    desk.type("name,email\n");
    expect(desk.file.value).toBeNull();
    await desk.choose("cp1251");
    expect([desk.text.value, asked.length]).toEqual(["name,email\n", 2]);
  });

  it("that cannot be read says why and leaves the text as it was", async () => {
    const desk = csvDesk(server().send, () => Promise.reject(new Refusal(422, "invalid", "Save it as CSV.")));
    desk.type("a\n");
    await desk.open(bytes);
    expect([desk.text.value, desk.fault.value?.message, desk.busy.value]).toEqual(["a\n", "Save it as CSV.", ""]);
  });
});

describe("the lines of a text", () => {
  it("are found where they begin and end", () => {
    const text = "ab\ncde\n\nf";
    const line = (n: number) => text.slice(...spanOfLine(text, n));
    expect([line(1), line(2), line(3), line(4), line(9)]).toEqual(["ab", "cde", "", "f", ""]);
  });
});
