import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { CLUSTER, EBML, elementAt, numberAt, SEGMENT, SIMPLE_BLOCK, signed16, TIMECODE } from "../../src/media/ebml.ts";
import { oneCluster } from "../../src/media/one_cluster.ts";
import { wholeLength } from "../../src/media/review/webm.ts";

const file = (name: string) => new Uint8Array(readFileSync(resolve(import.meta.dirname, `${name}.webm`)));
/** Three seconds of camera and microphone, recorded by the browsers themselves. */
const RECORDED = ["chromium", "firefox"] as const;

interface Block {
  track: number;
  time: number;
  bytes: string;
}
interface Walked {
  clusters: number;
  blocks: Block[];
  heads: number[]; // ids of what stands beside clusters
}

function walk(bytes: Uint8Array): Walked {
  const found: Walked = { clusters: 0, blocks: [], heads: [] };
  let cluster = 0;
  for (let at = 0; at < bytes.length; ) {
    const element = elementAt(bytes, at);
    if (!element) throw new Error(`no element at ${at}`);
    const { id, body, size } = element;
    if (id === CLUSTER) found.clusters++;
    else if (id === TIMECODE) cluster = numberAt(bytes, body, size, 0xff);
    else if (id === SIMPLE_BLOCK) {
      const time = cluster + signed16(bytes, body + 1);
      const data = Buffer.from(bytes.subarray(body + 3, body + size)).toString("hex");
      found.blocks.push({ track: (bytes[body] ?? 0) & 0x7f, time, bytes: data });
    } else if (id !== SEGMENT) found.heads.push(id);
    at = id === CLUSTER || id === SEGMENT ? body : body + size;
  }
  return found;
}

function inPieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array {
  const write = oneCluster();
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  const parts = places.slice(1).map((to, i) => write(bytes.subarray(places[i] ?? 0, to)));
  return new Uint8Array(Buffer.concat(parts));
}

/** Numbers from 0 to 1, the same in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

const element = (id: number[], content: number[]): number[] => [
  ...id,
  0x10 | (content.length >> 24),
  (content.length >> 16) & 0xff,
  (content.length >> 8) & 0xff,
  content.length & 0xff,
  ...content,
];
const HEAD = [
  ...element([0x1a, 0x45, 0xdf, 0xa3], [0]),
  ...[0x18, 0x53, 0x80, 0x67, 0xff],
  ...element([0x16, 0x54, 0xae, 0x6b], [
    ...element([0xae], [...element([0xd7], [1]), ...element([0x83], [1])]),
    ...element([0xae], [...element([0xd7], [2]), ...element([0x83], [2])]),
  ]),
];
const cluster = (ms: number): number[] => [
  0x1f, 0x43, 0xb6, 0x75, 0xff,
  ...element([0xe7], [(ms >> 16) & 0xff, (ms >> 8) & 0xff, ms & 0xff]),
];
const block = (track: number, relative: number, key = false): number[] =>
  element([0xa3], [0x80 | track, (relative >> 8) & 0xff, relative & 0xff, key ? 0x80 : 0, 7, 7, 7]);
const made = (...parts: number[][]): Uint8Array => Uint8Array.from([HEAD, ...parts].flat());

describe("a segment written as one cluster", () => {
  it.each(RECORDED)("has every block of %s's, at its own time, under one head", (name) => {
    const before = walk(file(name));
    const after = walk(inPieces(file(name), []));
    expect(before.clusters).toBeGreaterThan(2);
    expect(after.clusters).toBe(1);
    expect(after.blocks).toEqual(before.blocks);
    expect(after.heads.slice(0, 1)).toEqual([EBML]);
    expect(wholeLength(inPieces(file(name), []), 1000)).toBe(inPieces(file(name), []).length);
  });

  it.each(RECORDED)("is the same however the pieces of %s's were cut, be it through heads and numbers", (name) => {
    const bytes = file(name);
    const whole = inPieces(bytes, []);
    const roll = dice(7);
    for (let round = 0; round < 200; round++) {
      const cuts = Array.from({ length: 1 + Math.floor(roll() * 40) }, () => Math.floor(roll() * bytes.length));
      expect(Buffer.compare(inPieces(bytes, cuts), whole), `cuts ${cuts}`).toBe(0);
    }
    expect(Buffer.compare(inPieces(bytes, Array.from({ length: 3000 }, (_, i) => i)), whole)).toBe(0);
  });

  it.each(RECORDED)("has let go of all that is complete after each piece of %s's: nothing waits that could be shown", (name) => {
    const bytes = file(name);
    for (const cut of [500, 5000, 9000, 12_345]) {
      const before = walk(bytes.subarray(0, lastWhole(bytes, cut)));
      expect(walk(oneCluster()(bytes.subarray(0, cut))).blocks).toEqual(before.blocks);
    }
  });

  it("begins a cluster where a time no longer fits into sixteen bits", () => {
    const bytes = made(cluster(0), block(2, 0), cluster(30_000), block(1, 0), block(1, 2767), block(1, 2768));
    const after = walk(inPieces(bytes, []));
    expect(after.clusters).toBe(2);
    expect(after.blocks.map((b) => b.time)).toEqual([0, 30_000, 32_767, 32_768]);
  });

  it("rather begins one at a key picture before, from where a decoder can begin; sound is no picture", () => {
    const bytes = made(
      cluster(0), block(1, 0, true), cluster(25_000), block(2, 0, true), block(1, 10, true), block(2, -30, true),
      cluster(50_000), block(1, 0),
    );
    const out = inPieces(bytes, []);
    expect(walk(out).clusters).toBe(2);
    expect(walk(out).blocks.map((b) => b.time)).toEqual([0, 25_000, 25_010, 24_970, 50_000]);
    const second = Buffer.from(out).lastIndexOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75]));
    expect(walk(out.subarray(second)).blocks[0]).toMatchObject({ track: 1, time: 25_010 });
  });

  it("takes a block out of a group as well, and leaves out what is not true of one cluster", () => {
    const group = element([0xa0], [...element([0xa1], [0x81, 0, 5, 0, 9]), ...element([0x9b], [40])]);
    const cues = element([0x1c, 0x53, 0xbb, 0x6b], [1, 2, 3]);
    const out = inPieces(made(cluster(0), block(1, 0, true), cluster(500), group, cues), []);
    expect(Buffer.from(out).indexOf(Buffer.from([0x81, 0x01, 0xf9, 0, 9]))).toBeGreaterThan(0); // 505 ms
    expect(Buffer.from(out).indexOf(Buffer.from([0x1c, 0x53, 0xbb, 0x6b]))).toBe(-1);
  });

  it("leaves MP4 and whatever else is no WebM as it is", () => {
    const mp4 = Uint8Array.from([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70, ...new Array(5000).fill(1)]);
    const roll = dice(3);
    const noise = Uint8Array.from({ length: 20_000 }, () => Math.floor(roll() * 256));
    for (const bytes of [mp4, noise.fill(0, 0, 1)])
      expect(Buffer.compare(inPieces(bytes, [3, 11, 40, 800]), bytes)).toBe(0);
  });

  it("ends with every file, however broken, and keeps no more than one picture of it", () => {
    const roll = dice(11);
    for (const name of RECORDED)
      for (let round = 0; round < 100; round++) {
        const bytes = file(name);
        for (let n = 0; n < 20; n++) bytes[Math.floor(roll() * bytes.length)] = Math.floor(roll() * 256);
        const out = inPieces(bytes, [100, 5000, 9000]);
        expect(out.length).toBeLessThan(bytes.length * 3);
      }
    const endless = oneCluster();
    endless(made(cluster(0)));
    const claim = Uint8Array.from([0xa3, 0x08, 0xff, 0xff, 0xff, 0xff]); // 2 GB
    expect(endless(claim).length + endless(new Uint8Array(100)).length).toBe(claim.length + 100);
  });
});

/** Up to where the file has whole elements. */
function lastWhole(bytes: Uint8Array, cut: number): number {
  return wholeLength(bytes.subarray(0, cut), Infinity);
}
