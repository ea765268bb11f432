/** While the exam runs: recorders and trackers get what the devices deliver. */

import { effect, type ReadonlySignal, untracked } from "@preact/signals";
import type { Asked, Reference } from "../../trackers/tracker.ts";
import type { Source } from "../../wire/frames.ts";
import type { TrackerSetting } from "../../wire/messages.ts";
import type { Devices, Shared } from "./devices.ts";
import { typingStore } from "./typing.ts";
import type { Clock, EnginePort, PipelinePort, Sitting, Stop, World } from "./world.ts";

const AGAIN_MS = 1000;
const TRIES = 5;
/** The last chunk of a recorder that hangs must not keep the camera on. */
const LAST_CHUNK_MS = 3000;

export interface RunningParts {
  sitting: Sitting;
  /** What is asked of the student; less, once the student goes on without something. */
  sources: ReadonlySignal<Sitting["sources"]>;
  devices: Devices;
  pipeline: PipelinePort;
  clock: Clock;
  reference: Reference;
  /** The trial of the check has shown that nothing comes of this source but still pictures. */
  cannotRecord(source: Source): boolean;
  online(): boolean;
}

export class Running {
  readonly engine: EnginePort;
  private readonly stops: Stop[];
  private readonly tries: Record<string, number> = {};
  private stopped = false;

  constructor(
    private readonly world: World,
    private readonly parts: RunningParts,
  ) {
    this.engine = this.makeEngine();
    const { devices } = parts;
    this.stops = [
      effect(() => {
        const stream = devices.camera.value;
        untracked(() => this.useCamera(stream));
      }),
      effect(() => {
        const shared = devices.screen.value;
        untracked(() => this.useScreen(shared));
      }),
      effect(() => this.engine.setRequired(requiredOf(parts.sources.value))),
      // The browser's prompts take the focus away; dialogs of the page's own do not, and so count as usual.
      effect(() => (devices.prompting.value ? this.engine.suspend() : undefined)),
    ];
    this.engine.start();
  }

  /** The browser gave up on a source although its device is there. */
  lost(source: Source): void {
    this.tries[source] = (this.tries[source] ?? 0) + 1;
    const stream = this.streamOf(source);
    if (!stream?.getTracks().some((track) => track.readyState === "live")) return;
    if ((this.tries[source] ?? 0) > TRIES) this.cannotRecord(source);
    else setTimeout(() => void this.record(source, this.streamOf(source)), AGAIN_MS);
  }

  /** Trackers, recorders, and then every track. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    for (const stop of this.stops) stop();
    this.engine.stop();
    const late = new Promise((resolve) => setTimeout(resolve, LAST_CHUNK_MS));
    const ends = (["camera", "screen"] as const).map((source) => this.parts.pipeline.end(source));
    await Promise.race([Promise.all(ends).catch(() => undefined), late]);
    this.parts.devices.close();
  }

  private streamOf(source: Source): MediaStream | null {
    const { camera, screen } = this.parts.devices;
    return source === "screen" ? (screen.peek()?.stream ?? null) : camera.peek();
  }

  private useCamera(stream: MediaStream | null): void {
    this.engine.setCamera(stream);
    void this.record("camera", stream);
  }

  private useScreen(shared: Shared | null): void {
    this.engine.setScreen(shared?.stream ?? null, shared?.surface ?? null);
    void this.record("screen", shared?.stream ?? null);
  }

  private async record(source: Source, stream: MediaStream | null): Promise<void> {
    if (!stream || this.stopped) return;
    try {
      await this.parts.pipeline.begin(source, stream, this.parts.cannotRecord(source));
    } catch {
      this.lost(source);
    }
  }

  private cannotRecord(source: Source): void {
    this.parts.devices.refuse(source === "screen" ? "screen" : "camera", "unsupported");
  }

  private makeEngine(): EnginePort {
    const { sitting, clock, pipeline, reference, online } = this.parts;
    const engine = this.world.newEngine({
      settings: sitting.trackers as Record<string, TrackerSetting>,
      required: requiredOf(sitting.sources),
      now: () => clock.now(),
      examFrame: () => this.world.page.examFrame(),
      typing: typingStore(this.world.ask),
      onSecond: (reading) => pipeline.addReadings(reading),
      online,
      comparesFaces: sitting.face.taken,
      onLook: ({ at_ms, picture }) => void pipeline.addLook(picture, clock.now() - at_ms),
    });
    engine.setReference(reference);
    return engine;
  }
}

function requiredOf({ camera = false, microphone = false, screen = false, fullscreen = false, stills = false }: Sitting["sources"]): Asked {
  return { camera, microphone, screen, fullscreen, stills };
}
