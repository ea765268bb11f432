import { readFileSync } from "node:fs";
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { beforeAll, describe, expect, it } from "vitest";
import assets from "../../src/trackers/inference/assets.json";
import { faceFinder } from "../../src/trackers/inference/face_model.ts";
import { SHORT_RANGE } from "../../src/trackers/inference/faces.ts";
import { shiftOf } from "../../src/trackers/inference/iris.ts";
import { poseOf, type Spot } from "../../src/trackers/inference/mesh.ts";
import { cut, outOf, type Picture, wholeOf } from "../../src/trackers/inference/picture.ts";
import { isMissingFunction } from "../../src/trackers/inference/runtime.ts";
import { leanRuntime } from "../../tools/lean-runtime.mjs";
import { onlyWith } from "../../tools/wasm.mjs";

/** A picture in which each pixel's red is its column and its green its row. */
function graded(width: number, height: number): Picture {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) rgba.set([i % width, Math.floor(i / width), 0, 255], i * 4);
  return { rgba, width, height };
}

describe("cutting out of a picture", () => {
  const at = (values: Float32Array, side: number, row: number, column: number) => [...values.slice((row * side + column) * 3, (row * side + column) * 3 + 2)];

  it("copies a square of its own size pixel by pixel", () => {
    const values = cut(graded(40, 30), { x: 20, y: 15, size: 8, angle: 0 }, 8, 1, 0);
    expect(at(values, 8, 0, 0)).toEqual([16, 11]);
    expect(at(values, 8, 7, 7)).toEqual([23, 18]);
  });

  it("mirrors and turns", () => {
    expect(at(cut(graded(40, 30), { x: 20, y: 15, size: 8, angle: 0 }, 8, 1, 0, true), 8, 0, 0)).toEqual([23, 11]);
    const [x, y] = at(cut(graded(40, 30), { x: 20, y: 15, size: 8, angle: Math.PI / 2 }, 8, 1, 0), 8, 0, 0) as [number, number];
    expect([Math.round(x), Math.round(y)]).toEqual([23, 11]);
  });

  it("is black beside the picture, and shifted and scaled as the model wants it", () => {
    const values = cut(graded(40, 30), wholeOf(graded(40, 30)), 40, 1 / 127.5, -1);
    expect(values[0]).toBe(-1);
    expect(at(values, 40, 20, 39)[0]).toBeCloseTo(39 / 127.5 - 1, 4);
  });

  it("finds its way back to the picture", () => {
    const region = { x: 20, y: 15, size: 8, angle: Math.PI / 2 };
    const { x, y } = outOf(region, { x: 1, y: 0.5 });
    expect([Math.round(x), Math.round(y)]).toEqual([20, 19]);
  });
});

describe("the pose of a mesh", () => {
  /** A flat face, 100 wide and 150 high, turned by degrees. */
  function turned(yaw: number, pitch: number): Spot[] {
    const [a, b] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
    const spot = (x: number, y: number): Spot => ({
      x: x * Math.cos(a), y: y * Math.cos(b), z: x * Math.sin(a) - y * Math.sin(b),
    }); // prettier-ignore
    const spots: Spot[] = Array.from({ length: 468 }, () => spot(0, 0));
    for (const [left, right] of [[234, 454], [127, 356], [93, 323], [33, 263], [61, 291]] as const) {
      spots[left] = spot(-50, 0);
      spots[right] = spot(50, 0);
    }
    spots[10] = spot(0, -75);
    spots[152] = spot(0, 75);
    return spots;
  }

  it("is what the head was turned by", () => {
    expect(poseOf(turned(25, 0), 0).yaw).toBeCloseTo(25, 5);
    expect(poseOf(turned(-40, 0), 0).yaw).toBeCloseTo(-40, 5);
    expect(poseOf(turned(0, 18), 0).pitch).toBeCloseTo(18, 5);
    expect(poseOf(turned(0, 0), 0.1).roll).toBeCloseTo(5.73, 1);
  });
});

describe("an iris", () => {
  it("is told in widths of the eye, the mirrored one turned back", () => {
    const raw = [38.4, 32, 0];
    expect(shiftOf(raw, false).x).toBeCloseTo(0.23, 5);
    expect(shiftOf(raw, true).x).toBeCloseTo(-0.23, 5);
  });
});

describe("the lean runtime", () => {
  const whole = readFileSync(assets.runtime.from);
  const input = () => new Tensor("float32", Float32Array.from({ length: 128 * 128 * 3 }, (_, i) => Math.cos(i * 0.02)), [1, 128, 128, 3]);
  let lean: InferenceSession;

  beforeAll(async () => {
    env.wasm.numThreads = 1;
    env.wasm.wasmBinary = new Uint8Array(leanRuntime(whole, assets.runtime.sha256)).buffer;
    lean = await InferenceSession.create(readFileSync(assets.faces.from));
  });

  it("is less than half of the whole and runs the face detector", async () => {
    expect((env.wasm.wasmBinary as ArrayBuffer).byteLength).toBeLessThan(whole.length / 2);
    const output = await lean.run({ input: input() });
    expect(output["regressors"]?.dims).toEqual([1, 896, 16]);
    const find = faceFinder(lean, SHORT_RANGE);
    expect(await find(graded(64, 48))).toEqual([]);
  });

  it("stops rather than errs at a function that is not in it, and that is recognised", async () => {
    const { instance } = await instantiated(onlyWith(ADDER, () => false));
    expect(() => (instance.exports["add"] as (a: number, b: number) => number)(1, 2)).toThrow(WebAssembly.RuntimeError);
    try {
      (instance.exports["add"] as (a: number, b: number) => number)(1, 2);
    } catch (error) {
      expect(isMissingFunction(error)).toBe(true);
    }
    const kept = await instantiated(onlyWith(ADDER, () => true));
    expect((kept.instance.exports["add"] as (a: number, b: number) => number)(1, 2)).toBe(3);
  });

  it("is refused when the runtime is another one", () => {
    expect(() => leanRuntime(whole, "0".repeat(64))).toThrow("profile-runtime");
  });
});

/** (module (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)) */
const ADDER = Buffer.from("0061736d0100000001070160027f7f017f030201000707010361646400000a09010700200020016a0b", "hex");

const instantiated = (bytes: Buffer) => WebAssembly.instantiate(new Uint8Array(bytes)) as Promise<WebAssembly.WebAssemblyInstantiatedSource>;
