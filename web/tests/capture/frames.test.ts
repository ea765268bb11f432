import { describe, expect, it } from "vitest";
import {
  type ChunkFrame,
  MalformedFrame,
  readChunk,
  readWatched,
  writeChunk,
  writeSnapshot,
} from "../../src/wire/frames.ts";

/** Written by fairseat.domain.frames: the two sides must agree on every byte. */
const FIRST =
  "0101010000ff10203040a0b0000000030000004d427a0c4506c7b80000000200005c7b226d696d65223a22766964656f2f7765626d3b636f" +
  "646563733d617631222c227769647468223a313238302c22686569676874223a3732302c226f66667365745f6d73223a2d31322e352c2265" +
  "72726f725f6d73223a332e32357d1a45dfa30001";
const LAST = "01000200ffffffffffffffffffffffff000000003ff8000000000000000000000000";
const SNAPSHOT = "02000000123456789abcdef0123456789abcdef0427a0c4506c7b800ffd8ffe0";
const SESSION = "12345678-9abc-def0-1234-56789abcdef0";
const WATCHED = `03010100123456789abcdef0123456789abcdef0${FIRST}`;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

const first: ChunkFrame = {
  source: "screen",
  first: true,
  last: false,
  recorder: "00ff10203040a0b0",
  segment: 3,
  sequence: 77,
  startedDeviceMs: 1790000000123.5,
  durationMs: 512,
  details: { mime: "video/webm;codecs=av1", width: 1280, height: 720, offset_ms: -12.5, error_ms: 3.25 },
  payload: bytes("1a45dfa30001"),
};

describe("frames", () => {
  it("are written byte for byte as the server writes them", () => {
    expect(hex(writeChunk(first))).toBe(FIRST);
    const last = {
      ...first,
      source: "camera",
      first: false,
      last: true,
      recorder: "f".repeat(16),
      details: null,
    } as const;
    const edges = { segment: 4294967295, sequence: 0, startedDeviceMs: 1.5, durationMs: 0, payload: new Uint8Array(0) };
    expect(hex(writeChunk({ ...last, ...edges }))).toBe(LAST);
  });

  it("carry snapshots under the id of their request", () => {
    const picture = {
      source: "camera",
      id: SESSION,
      takenDeviceMs: 1790000000123.5,
      payload: bytes("ffd8ffe0"),
    } as const;
    expect(hex(writeSnapshot(picture))).toBe(SNAPSHOT);
    expect(hex(writeSnapshot(picture, true))).toBe(SNAPSHOT.replace(/^02/, "04"));
  });

  it("are read by the watcher as they were written by the student's page", () => {
    expect(readWatched(bytes(WATCHED))).toEqual({ session: SESSION, ...first });
    expect(readWatched(bytes(WATCHED).buffer as ArrayBuffer).sequence).toBe(77);
  });

  it("are read wherever in a larger buffer they lie", () => {
    const shifted = bytes(`0000${LAST}`).subarray(2);
    expect(readChunk(shifted)).toMatchObject({ last: true, first: false, segment: 4294967295, details: null });
  });

  it("are refused when they are cut short, of another kind or of an unknown source", () => {
    for (const broken of [WATCHED.slice(0, 60), FIRST, "", WATCHED.replace("0301010012", "0301010099").slice(0, 100)]) {
      expect(() => readWatched(bytes(broken))).toThrow(MalformedFrame);
    }
    expect(() => readChunk(bytes(LAST.replace("010002", "010902")))).toThrow("unknown source 9");
  });
});
