import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StillRow } from "../../src/media/review/stills.ts";

let made: string[];
let gone: string[];
beforeEach(() => {
  made = [];
  gone = [];
  vi.spyOn(URL, "createObjectURL").mockImplementation(() => `still:${made.push("x") - 1}`);
  vi.spyOn(URL, "revokeObjectURL").mockImplementation((address) => void gone.push(address));
});
afterEach(() => void vi.restoreAllMocks());

function element() {
  const attributes: Record<string, string> = {};
  return {
    attributes,
    getAttribute: (name: string) => attributes[name] ?? null,
    removeAttribute: (name: string) => void delete attributes[name],
    set poster(address: string) {
      attributes["poster"] = address;
    },
  };
}

describe("a row of still pictures", () => {
  it("shows the one of the moment, in whatever order they came, and keeps the last one in a gap", () => {
    const shown = element();
    const row = new StillRow(shown as unknown as HTMLVideoElement);
    row.seek(1500);
    row.put(new ArrayBuffer(1), 4000, 7000);
    expect(shown.attributes["poster"]).toBeUndefined();
    row.put(new ArrayBuffer(1), 1000, 4000);
    expect(shown.attributes["poster"]).toBe("still:1");
    row.seek(4000);
    expect(shown.attributes["poster"]).toBe("still:0");
    row.seek(9000);
    expect(shown.attributes["poster"]).toBe("still:0");
    expect(row.ranges()).toEqual([{ from: 1000, to: 4000 }, { from: 4000, to: 7000 }]); // prettier-ignore
  });

  it("frees what is thrown away, what is put again, and all at the end", () => {
    const shown = element();
    const row = new StillRow(shown as unknown as HTMLVideoElement);
    row.put(new ArrayBuffer(1), 1000, 4000);
    row.put(new ArrayBuffer(1), 4000, null);
    row.put(new ArrayBuffer(1), 1000, 4000);
    row.remove({ from: 3000, to: 5000 });
    expect(gone).toEqual(["still:0", "still:1"]);
    row.close();
    expect(gone).toEqual(["still:0", "still:1", "still:2"]);
    expect(row.ranges()).toEqual([]);
  });
});
