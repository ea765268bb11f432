import { describe, expect, it } from "vitest";
import { isBlocked, isPaper, sandboxOf, webAddress } from "../../src/student/exam/address.ts";

const HERE = "https://exam.school.test/sit";
const url = (text: string) => new URL(text, HERE);

describe("the address of an exam", () => {
  it("is a web address, or a path on this server", () => {
    expect(webAddress(" https://quiz.test/a?b=1 ", HERE)?.href).toBe("https://quiz.test/a?b=1");
    expect(webAddress("/demo/quiz.html", HERE)?.href).toBe("https://exam.school.test/demo/quiz.html");
  });

  it.each(["javascript:alert(1)", "data:text/html,hi", "quiz", "", "https://", "blob:https://quiz.test/1"])(
    "is not %j",
    (text) => expect(webAddress(text, HERE)).toBeNull(),
  );

  it("is blocked by the browser when it is not encrypted and this page is", () => {
    expect(isBlocked(url("http://quiz.test/"), HERE)).toBe(true);
    expect(isBlocked(url("https://quiz.test/"), HERE)).toBe(false);
    expect(isBlocked(url("http://quiz.test/"), "http://localhost:8000/sit")).toBe(false);
  });
});

describe("the sandbox of the frame", () => {
  it("never lets content navigate the page away", () => {
    for (const text of ["https://quiz.test/", "/demo.html"]) expect(sandboxOf(url(text), HERE)).not.toContain("top-navigation");
  });

  it("lets foreign content keep its sign-in, and keeps content of this server from reaching the page", () => {
    expect(sandboxOf(url("https://quiz.test/"), HERE)).toContain("allow-same-origin");
    expect(sandboxOf(url("/demo.html"), HERE)).not.toContain("allow-same-origin");
  });

  it("holds whatever the address ends in", () => {
    for (const text of ["https://quiz.test/paper.PDF?x=1", "/paper.pdf", "https://quiz.test/a.pdf"]) {
      expect(sandboxOf(url(text), HERE)).toBe(sandboxOf(url(text.replace(/\.pdf/i, "")), HERE));
    }
  });

  it("shows no PDF in Chrome, so that the way out is offered at once", () => {
    expect(isPaper(url("https://quiz.test/paper.PDF?x=1"))).toBe(true);
    expect(isPaper(url("https://quiz.test/paper?x=a.pdf"))).toBe(false);
  });
});
