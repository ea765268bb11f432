import { describe, expect, it } from "vitest";
import { addressOf, hasBegun, inside, linksCsv, waiting } from "../../src/state/organizer/links.ts";

const ORIGIN = "https://exams.example.edu";
const row = (student_name: string, link: string | null = "abc", student_email = "a@x.example") => ({ student_name, student_email, link });

describe("a personal link", () => {
  it("becomes a whole address, whether the server gives it whole, as a path, or as the token", () => {
    const whole = `${ORIGIN}/sit/abc`;
    expect([whole, "/sit/abc", "abc"].map((link) => addressOf(link, ORIGIN))).toEqual([whole, whole, whole]);
  });
});

describe("new links for all", () => {
  const rows = [
    { state: "scheduled", link_state: "open" }, { state: "scheduled", link_state: "withdrawn" },
    { state: "checking", link_state: "open" }, { state: "running", link_state: "open" },
    { state: "running", link_state: "withdrawn" }, { state: "finished", link_state: "open" },
  ] as const; // prettier-ignore

  it("count those who wait, those who are inside apart, and never withdrawn ones", () => {
    expect(waiting(rows)).toEqual([rows[0]]);
    expect(inside(rows)).toEqual([rows[2], rows[3]]);
    expect(rows.filter(hasBegun)).toHaveLength(3);
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
