import { beforeEach, describe, expect, it } from "vitest";
import { Loudness, referenceOf } from "../../src/state/student/loudness.ts";

let loudness: Loudness;
const look = (dbfs: number, times: number) => {
  for (let i = 0; i < times; i++) loudness.look(dbfs);
};

beforeEach(() => {
  loudness = new Loudness();
});

describe("whether the microphone hears", () => {
  it("is certain after a few loud looks, and one click is none", () => {
    look(-60, 20);
    look(-40, 2);
    expect(loudness.heard.value).toBe(false);
    look(-40, 1);
    expect(loudness.heard.value).toBe(true);
    expect(loudness.trouble.value).toBeNull();
  });

  it("is silence after eight seconds of nothing at all", () => {
    look(-100, 79);
    expect(loudness.trouble.value).toBeNull();
    look(-100, 1);
    expect(loudness.trouble.value).toBe("silent");
  });

  it("is too quiet after fifteen seconds of a living microphone in which nobody speaks", () => {
    look(-65, 149);
    expect(loudness.trouble.value).toBeNull();
    look(-65, 1);
    expect(loudness.trouble.value).toBe("quiet");
    look(-30, 3);
    expect(loudness.trouble.value).toBeNull();
  });

  it("begins anew with another microphone", () => {
    look(-30, 100);
    loudness.forget();
    expect(loudness.heard.value).toBe(false);
    expect(loudness.reference).toEqual({});
    expect(loudness.now.value).toBe(-100);
  });
});

describe("the reference for the trackers", () => {
  it("is none before five seconds were heard", () => {
    look(-40, 49);
    expect(loudness.reference).toEqual({});
    look(-40, 1);
    expect(loudness.reference).toEqual({ micDbfs: -40, roomDbfs: -40 });
  });

  it("takes the voice from the loud seconds and the room from the quiet fifth", () => {
    look(-60, 100);
    look(-30, 100);
    expect(loudness.reference).toEqual({ micDbfs: -30, roomDbfs: -60 });
  });

  it("averages power, not decibels: half a second of speech is three below a whole one", () => {
    for (let i = 0; i < 5; i++) {
      look(-30, 5);
      look(-100, 5);
    }
    expect(loudness.reference.micDbfs).toBeCloseTo(-33, 1);
  });

  it("takes the room as the mean of the quiet fifth, not as the one quietest second", () => {
    expect(referenceOf([-60, -70, ...Array(8).fill(-30)]).roomDbfs).toBeCloseTo(-62.6, 1);
  });

  it("takes silence as its lowest value, not as a hole", () => {
    const { roomDbfs, micDbfs } = referenceOf([-90, -90, -90, -90, -20]);
    expect(micDbfs).toBe(-20);
    expect(roomDbfs).toBe(-90);
  });
});
