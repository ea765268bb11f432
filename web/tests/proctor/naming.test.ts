import { describe, expect, test } from "vitest";
import { toldApart } from "../../src/state/proctor/naming.ts";
import type { Tile } from "../../src/wire/messages.ts";
import { tile } from "./factory.ts";

const names = (...tiles: Tile[]) => [...toldApart(new Map(tiles.map((t) => [t.session, t]))).values()].map((t) => t.student);
const wang = (session: string, email: string, student = "Wei Wang") => tile(session, { student, email });

describe("students of one name", () => {
  test("are told apart by what stands before the @", () => {
    expect(names(wang("a", "wei@x.org"), wang("b", "wang2@x.org"), tile("c"))).toEqual(["Wei Wang (wei)", "Wei Wang (wang2)", "Student c"]);
  });

  test("are told apart by the whole address where that is the same", () => {
    expect(names(wang("a", "wei@x.org"), wang("b", "wei@y.org"))).toEqual(["Wei Wang (wei@x.org)", "Wei Wang (wei@y.org)"]);
  });

  test("are of one name also when it is written in other cases or composed otherwise", () => {
    expect(names(wang("a", "1@x.org", "José"), wang("b", "2@x.org", "JOSE\u0301"))).toEqual(["José (1)", "JOSE\u0301 (2)"]);
  });

  test("keep their name when nobody shares it, and when one person sits twice", () => {
    expect(names(tile("a"), tile("b"))).toEqual(["Student a", "Student b"]);
    expect(names(wang("a", "wei@x.org"), wang("b", "wei@x.org"))).toEqual(["Wei Wang", "Wei Wang"]);
  });
});
