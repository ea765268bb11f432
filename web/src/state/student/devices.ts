/** The student's camera, microphone and screen: open, gone, or why not. */

import { computed, signal } from "@preact/signals";
import { type Device, DeviceError, type DeviceProblem, type Surface } from "../../capture/devices.ts";
import { shareProblem } from "../../trackers/kinds/screen_share.ts";
import type { Input, World } from "./world.ts";

/** `ended`: it was open, and is gone. */
export type Problem = DeviceProblem | "ended";
export interface Shared {
  stream: MediaStream;
  surface: Surface | null;
}
type Live = Record<Device, boolean>;

const NONE: Live = { camera: false, microphone: false, screen: false };
const KIND = { camera: "video", microphone: "audio" } as const;

export class Devices {
  /** The camera's and the microphone's tracks in one. */
  readonly camera = signal<MediaStream | null>(null);
  readonly screen = signal<Shared | null>(null);
  readonly live = signal<Live>(NONE);
  readonly problems = signal<Partial<Record<Device, Problem>>>({});
  /** A prompt or picker of the browser is open on our behalf. */
  readonly prompting = signal(false);
  /** The student has been asked for camera and microphone; asking again is no surprise. */
  asked = false;
  private closed = false;

  constructor(
    private readonly world: World,
    private readonly needed: () => readonly Device[],
  ) {}

  readonly missing = computed<Device[]>(() => this.needed().filter((device) => !this.live.value[device]));
  readonly complete = computed(() => this.missing.value.length === 0);

  /** Asks for what is needed and not open. One that fails does not stand in the other's way. */
  async openInputs(): Promise<void> {
    const wanted = this.missing.value.filter((device): device is Input => device !== "screen");
    if (!wanted.length || this.prompting.value || this.closed) return;
    this.asked = true;
    await this.prompted(async () => {
      const failed = await this.tryInputs(wanted);
      const others = wanted.filter((device) => device !== failed);
      if (failed && others.length) await this.tryInputs(others);
    });
  }

  /** Only in the handler of a click. */
  async openScreen(): Promise<void> {
    if (this.prompting.value || this.live.value.screen) return;
    await this.prompted(async () => {
      try {
        await this.adoptScreen(await this.world.capture.openScreen());
      } catch (fault) {
        this.fail("screen", fault);
      }
    });
  }

  /** It is open, but cannot be recorded. */
  refuse(device: Device, problem: Problem): void {
    this.problems.value = { ...this.problems.value, [device]: problem };
    this.live.value = { ...this.live.value, [device]: false };
  }

  /** For good: what a prompt still brings is let go of at once. */
  close(): void {
    this.closed = true;
    const tracks = [...(this.camera.value?.getTracks() ?? []), ...(this.screen.value?.stream.getTracks() ?? [])];
    this.camera.value = null;
    this.screen.value = null;
    this.live.value = NONE;
    for (const track of tracks) track.stop();
  }

  private async prompted(act: () => Promise<void>): Promise<void> {
    this.prompting.value = true;
    try {
      await act();
    } finally {
      this.prompting.value = false;
    }
  }

  private async tryInputs(wanted: Input[]): Promise<Device | null> {
    try {
      const wish = { camera: wanted.includes("camera"), microphone: wanted.includes("microphone") };
      this.adoptInputs(await this.world.capture.openCamera(wish), wanted);
      return null;
    } catch (fault) {
      return this.fail(wanted[0] as Device, fault);
    }
  }

  private fail(device: Device, fault: unknown): Device {
    const known = fault instanceof DeviceError;
    const failed = known ? fault.device : device;
    this.problems.value = { ...this.problems.value, [failed]: known ? fault.problem : "unknown" };
    return failed;
  }

  private adoptInputs(stream: MediaStream, wanted: Input[]): void {
    if (this.closed) return stopAll(stream);
    const fresh = stream.getTracks();
    const before = this.camera.value?.getTracks() ?? [];
    const kept = before.filter((track) => track.readyState === "live" && !fresh.some(({ kind }) => kind === track.kind));
    this.camera.value = kept.length ? this.world.capture.join([...kept, ...fresh]) : stream;
    for (const track of before) if (!kept.includes(track)) track.stop();
    for (const input of wanted) {
      const track = stream.getTracks().find((one) => one.kind === KIND[input]);
      this.opened(input, track);
    }
  }

  private async adoptScreen(shared: Shared): Promise<void> {
    const { stream, surface } = shared;
    if (!(await this.isWhole(shared))) {
      stopAll(stream);
      throw new DeviceError("screen", "wrong_surface");
    }
    if (this.closed) return stopAll(stream);
    this.screen.value = { stream, surface };
    this.opened("screen", stream.getVideoTracks()[0]);
  }

  /** Firefox and Safari do not tell what was picked; the shape of the first picture does. */
  private async isWhole({ stream, surface }: Shared): Promise<boolean> {
    if (surface !== null) return surface === "monitor";
    const { frame, screen } = await this.world.capture.sizes(stream);
    const problem = shareProblem({ required: true, track: "live", surface, frame, screen });
    return problem === null || problem === "right";
  }

  private opened(device: Device, track: MediaStreamTrack | undefined): void {
    track?.addEventListener("ended", () => this.ended(device, track));
    this.live.value = { ...this.live.value, [device]: true };
    const { [device]: _cured, ...rest } = this.problems.value;
    this.problems.value = rest;
  }

  private ended(device: Device, track: MediaStreamTrack): void {
    const stream = device === "screen" ? this.screen.value?.stream : this.camera.value;
    if (!stream?.getTracks().includes(track)) return; // replaced or closed meanwhile
    this.refuse(device, "ended");
    if (device === "screen") this.screen.value = null;
  }
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
