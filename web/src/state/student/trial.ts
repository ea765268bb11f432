/** The trial of the equipment check: is there a recording of each source, or does the browser only say so? */

import { effect, signal, untracked } from "@preact/signals";
import type { Source } from "../../wire/frames.ts";
import type { Devices } from "./devices.ts";
import { failed, OK, type Result, TODO, WORKING } from "./verdicts.ts";
import type { Stop } from "./world.ts";

type Try = (source: Source, stream: MediaStream) => Promise<string>;

export class RecordingTrial {
  readonly result = signal<Result>(TODO);
  /** Sources of which the trial that counts got still pictures alone. */
  onlyStills: readonly Source[] = [];
  /** Of the trial that counts: another one has begun when it differs. */
  private number = 0;

  constructor(
    private readonly devices: Pick<Devices, "camera" | "screen" | "complete">,
    private readonly tryOne: Try,
  ) {}

  /** As soon as all devices are open, and anew with each other stream. */
  start(): Stop {
    return effect(() => {
      const { camera, screen, complete } = this.devices;
      const ready = complete.value && (camera.value || screen.value);
      untracked(() => {
        if (ready) void this.run();
        else this.forget();
      });
    });
  }

  async run(): Promise<void> {
    const number = ++this.number;
    this.result.value = WORKING;
    const { result, onlyStills } = await this.tried();
    if (number !== this.number) return;
    this.onlyStills = onlyStills;
    this.result.value = result;
  }

  private forget(): void {
    this.number += 1;
    this.result.value = TODO;
  }

  private async tried(): Promise<{ result: Result; onlyStills: Source[] }> {
    const onlyStills: Source[] = [];
    for (const [source, stream] of this.streams()) {
      const found = await this.tryOne(source, stream).catch(() => "no_pieces");
      if (found === "stills") onlyStills.push(source);
      else if (found !== "ok") return { result: { ...failed(source), detail: { found } }, onlyStills };
    }
    const result: Result = onlyStills.length ? { ...OK, note: "stills", detail: { found: "stills" } } : OK;
    return { result, onlyStills };
  }

  private streams(): ["camera" | "screen", MediaStream][] {
    const camera = this.devices.camera.peek();
    const screen = this.devices.screen.peek()?.stream;
    return [...(camera ? [["camera", camera]] : []), ...(screen ? [["screen", screen]] : [])] as ["camera" | "screen", MediaStream][];
  }
}
