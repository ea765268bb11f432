/** The student's camera, microphone and screen: open, gone, or why not. */

import { computed, signal } from "@preact/signals";
import {
  type Device, DeviceError, type DeviceProblem, type InputInfo, type InputWish, type Surface,
} from "../../capture/devices.ts"; // prettier-ignore
import { shareProblem } from "../../trackers/kinds/screen_share.ts";
import { Choice } from "./choice.ts";
import type { Input, World } from "./world.ts";

/** `ended`: it was open, and is gone. */
export type Problem = DeviceProblem | "ended";
export interface Shared {
  stream: MediaStream;
  surface: Surface | null;
}
type Live = Record<Device, boolean>;
type Inputs<T> = Partial<Record<Input, T>>;

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
  readonly choice: Choice;
  /** Which ones are open, or were last. */
  readonly used = signal<Inputs<InputInfo>>({});
  /** Switched off by the system or a key. */
  readonly muted = signal<Inputs<boolean>>({});
  /** One was lost just now, and another is being opened in its place. */
  readonly recovering = signal(false);
  /** The student has been asked for camera and microphone; asking again is no surprise. */
  asked = false;
  private closed = false;

  constructor(
    private readonly world: World,
    private readonly needed: () => readonly Device[],
  ) {
    this.choice = new Choice(world.keep);
  }

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
    await this.look();
  }

  /** By a choice of the student's. The one in use goes on where the other does not open; then tells why. */
  async choose(wanted: InputInfo): Promise<Problem | null> {
    if (this.prompting.value || this.closed) return "busy";
    let problem = await this.switchTo(wanted);
    if (problem === "busy") {
      this.letGo(wanted.input); // some systems open only one at a time
      problem = await this.switchTo(wanted);
      if (problem) await this.openInputs();
    }
    if (!problem) this.choice.remember(wanted);
    await this.look();
    return problem;
  }

  /** The student goes on without it. */
  drop(input: Input): void {
    this.letGo(input);
    const rest = this.camera.value?.getTracks().filter(({ kind }) => kind !== KIND[input]) ?? [];
    this.camera.value = rest.length ? this.world.capture.join(rest) : null;
  }

  /** Which ones there are; after the student has allowed them, or when one comes or goes. */
  async look(): Promise<void> {
    this.choice.list.value = await this.world.capture.listInputs();
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
      const wish = { camera: this.wishOf("camera", wanted), microphone: this.wishOf("microphone", wanted) };
      this.adoptInputs(await this.world.capture.openCamera(wish), wanted);
      return null;
    } catch (fault) {
      return this.fail(wanted[0] as Device, fault);
    }
  }

  private wishOf(input: Input, wanted: Input[]): InputWish {
    if (!wanted.includes(input)) return false;
    const rather = this.choice.idOf(input);
    return rather === null ? true : { rather };
  }

  private async switchTo({ input, id }: InputInfo): Promise<Problem | null> {
    let problem: Problem | null = null;
    await this.prompted(async () => {
      try {
        const wish = { camera: false, microphone: false, [input]: id };
        this.adoptInputs(await this.world.capture.openCamera(wish), [input]);
      } catch (fault) {
        problem = problemOf(fault);
      }
    });
    return problem;
  }

  private letGo(input: Input): void {
    const tracks = this.camera.value?.getTracks() ?? [];
    for (const track of tracks.filter(({ kind }) => kind === KIND[input])) track.stop(); // by us: no event comes
    this.live.value = { ...this.live.value, [input]: false };
  }

  private fail(device: Device, fault: unknown): Device {
    const failed = fault instanceof DeviceError ? fault.device : device;
    this.problems.value = { ...this.problems.value, [failed]: problemOf(fault) };
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
      if (track) this.follow(input, track);
      this.opened(input, track);
    }
  }

  private follow(input: Input, track: MediaStreamTrack): void {
    this.used.value = { ...this.used.value, [input]: this.world.capture.usedOf(input, track) };
    const tell = (): void => {
      if (!this.camera.value?.getTracks().includes(track)) return;
      this.muted.value = { ...this.muted.value, [input]: track.muted };
    };
    for (const name of ["mute", "unmute"]) track.addEventListener(name, tell);
    tell();
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
    if (device !== "screen") void this.recover(device);
    else this.screen.value = null;
    this.refuse(device, "ended");
  }

  /** Another one that is there takes the place of one that was unplugged, without a question. */
  private async recover(lost: Input): Promise<void> {
    this.recovering.value = true;
    try {
      if (await this.world.page.permitted(lost)) await this.openInputs();
    } finally {
      this.recovering.value = false;
    }
  }
}

function problemOf(fault: unknown): Problem {
  return fault instanceof DeviceError ? fault.problem : "unknown";
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
