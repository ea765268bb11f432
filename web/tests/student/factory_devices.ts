/** Tracks, streams and devices that do what the test says. */

import { DeviceError, type DeviceProblem, type InputInfo } from "../../src/capture/devices.ts";
import { Devices } from "../../src/state/student/devices.ts";
import type { Capture, World } from "../../src/state/student/world.ts";
import { memory, page, worldWith } from "./factory.ts";

export class Track extends EventTarget {
  readyState: "live" | "ended" = "live";
  muted = false;

  constructor(readonly kind: "video" | "audio", readonly info: InputInfo) {
    super();
  }

  stop(): void {
    this.readyState = "ended";
  }

  /** As when the plug is pulled. */
  pull(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }

  mute(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? "mute" : "unmute"));
  }
}

class Stream {
  constructor(readonly tracks: Track[]) {}
  getTracks = () => this.tracks;
  getAudioTracks = () => this.tracks.filter(({ kind }) => kind === "audio");
  getVideoTracks = () => this.tracks.filter(({ kind }) => kind === "video");
}

export const cam = (id: string, label = id): InputInfo => ({ input: "camera", id, label });
export const mic = (id: string, label = id): InputInfo => ({ input: "microphone", id, label });

/** A computer with these devices, the first of each kind being the system's choice. */
export function computer(...there: InputInfo[]) {
  const it = {
    there,
    /** Why a device does not open, by its id. */
    faults: {} as Record<string, DeviceProblem>,
    opened: [] as Track[],
    keep: memory(),
    page: page(),
    find(input: InputInfo["input"], wanted: boolean | string | { rather: string }): InputInfo {
      const all = it.there.filter((one) => one.input === input);
      const id = typeof wanted === "object" ? wanted.rather : wanted;
      const found = all.find((one) => one.id === id) ?? (typeof wanted === "string" ? undefined : all[0]);
      const fault = found ? it.faults[found.id] : "missing";
      if (!found || fault) throw new DeviceError(input, fault ?? "missing");
      return found;
    },
  };
  const open: Capture["openCamera"] = async ({ camera, microphone }) => {
    const tracks = [
      ...(camera ? [new Track("video", it.find("camera", camera))] : []),
      ...(microphone ? [new Track("audio", it.find("microphone", microphone))] : []),
    ];
    it.opened.push(...tracks);
    return new Stream(tracks) as unknown as MediaStream;
  };
  const capture = {
    openCamera: open,
    listInputs: async () => it.there,
    usedOf: (_: unknown, track: unknown) => (track as Track).info,
    join: (tracks: unknown) => new Stream(tracks as Track[]) as unknown as MediaStream,
  } as unknown as Capture;
  const world: World = worldWith({ capture, keep: it.keep, page: it.page });
  return { ...it, it, devices: new Devices(world, () => ["camera", "microphone"]) };
}
