/** What is wrong with camera and microphone at this moment, for the student to cure: told sooner than it is raised. */

import { type ReadonlySignal, signal } from "@preact/signals";
import type { TrackerSetting } from "../wire/messages";
import { camera, cameraWatch } from "./kinds/camera";
import { microphone, microphoneWatch } from "./kinds/microphone";
import type { Looks, Surroundings } from "./tracker";

export type CameraTrouble = "ended" | "muted" | "no_frame" | "dark" | "dim" | "frozen";
export type MicrophoneTrouble = "ended" | "muted" | "silent" | "quieter";
export interface Troubles {
  camera: CameraTrouble | null;
  microphone: MicrophoneTrouble | null;
}

/** A single look may err: a camera that changes hands, a door that shuts the light out. */
const CAMERA_MS = 900;
/** Time for the face detector to find somebody in the dark. */
const DIM_MS = 2000;
/** Until its model is there; where it never comes, the light alone is told. */
const UNLOOKED_MS = 15_000;
const FACE_FRESH_MS = 3000;
/** What is written must stay long enough to be read. */
const READ_MS = 3000;

/** Says a cause when it has lasted, and keeps it for a while. */
export class Lasting<T extends string> {
  private cause: T | null = null;
  private since = 0;
  private told: T | null = null;
  private toldAt = 0;

  of(cause: T | null, at_ms: number, afterMs: number): T | null {
    if (cause !== this.cause) [this.cause, this.since] = [cause, at_ms];
    const due = cause === null ? at_ms - this.toldAt >= READ_MS : at_ms - this.since >= afterMs;
    if (due && cause !== this.told) [this.told, this.toldAt] = [cause, at_ms];
    return this.told;
  }
}

export class InputTroubles {
  readonly now: ReadonlySignal<Troubles>;
  private readonly state = signal<Troubles>({ camera: null, microphone: null });
  private readonly pictures: ReturnType<typeof cameraWatch>;
  private readonly sounds: ReturnType<typeof microphoneWatch>;
  private readonly seen = new Lasting<CameraTrouble>();
  private readonly heard = new Lasting<MicrophoneTrouble>();

  /** With the trackers' own thresholds. */
  constructor(private readonly around: Surroundings, settings: Record<string, TrackerSetting>) {
    this.now = this.state;
    this.pictures = cameraWatch({ ...camera.parameters, ...settings.camera?.parameters } as never, () => around.sight);
    const parameters = { ...microphone.parameters, ...settings.microphone?.parameters } as never;
    this.sounds = microphoneWatch(parameters, () => around.reference);
  }

  picture(look: Looks["picture"]): void {
    const cause = this.around.required.camera ? this.causeOf(look) : null;
    this.tell({ camera: this.seen.of(cause, look.at_ms, cause === "dim" ? this.dimMs : CAMERA_MS) });
  }

  sound(look: Looks["sound"]): void {
    const found = this.sounds.sound(look) && this.around.required.microphone;
    const reason = found ? (this.sounds.detail().reason as MicrophoneTrouble | "missing") : null;
    this.tell({ microphone: this.heard.of(reason === "missing" ? null : reason, look.at_ms, 0) });
  }

  private get dimMs(): number {
    return this.around.sight.lookedAt === null ? UNLOOKED_MS : DIM_MS;
  }

  private causeOf(look: Looks["picture"]): CameraTrouble | null {
    const found = this.pictures.picture(look);
    if (found) {
      const reason = this.pictures.detail().reason as CameraTrouble | "missing";
      return reason === "missing" ? null : reason; // the page asks for it already
    }
    const { dark, faceAt } = this.around.sight;
    const isSeen = faceAt !== null && look.at_ms - faceAt <= FACE_FRESH_MS;
    return look.copy && dark && !isSeen ? "dim" : null;
  }

  private tell(news: Partial<Troubles>): void {
    const next = { ...this.state.value, ...news };
    const { camera: seen, microphone: heard } = this.state.value;
    if (next.camera !== seen || next.microphone !== heard) this.state.value = next;
  }
}
