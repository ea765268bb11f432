import { describe, expect, it } from "vitest";
import { addressOf, linksCsv } from "../../src/state/organizer/links.ts";

const ORIGIN = "https://exams.example.edu";
const row = (student_name: string, link: string | null = "abc", student_email = "a@x.example") => ({ student_name, student_email, link });

describe("a personal link", () => {
  it("becomes a whole address, whether the server gives it whole, as a path, or as the token", () => {
    const whole = `${ORIGIN}/sit/abc`;
    expect([whole, "/sit/abc", "abc"].map((link) => addressOf(link, ORIGIN))).toEqual([whole, whole, whole]);
  });
});

describe("the file of all links", () => {
  it("has a head line and one line for each student that has a link", () => {
    expect(linksCsv([row("Ana"), row("Ben", null)], ORIGIN)).toBe(`name,email,link\nAna,a@x.example,${ORIGIN}/sit/abc\n`);
  });

  it("quotes what would break a line", () => {
    expect(linksCsv([row('Silva, "Ana"')], ORIGIN)).toContain('"Silva, ""Ana"""');
  });

  it("lets no name become a formula in a spreadsheet", () => {
    const file = linksCsv(["=HYPERLINK(1)", "+1", "-1", "@x"].map((name) => row(name)), ORIGIN);
    expect(file.split("\n").slice(1, 5).map((line) => line.slice(0, 2))).toEqual(["'=", "'+", "'-", "'@"]);
  });
});
