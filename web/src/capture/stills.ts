/** In place of a MediaRecorder: one picture as soon as it starts, shown until the next one starts. */

import { STILL } from "../wire/frames.ts";
import type { StillShape } from "./encoding.ts";
import { takeStill } from "./still.ts";
import type { Medium } from "./take.ts";

export class Stills implements Medium {
  readonly mimeType = STILL;
  state = "inactive";
  ondataavailable: Medium["ondataavailable"] = null;
  onstop: Medium["onstop"] = null;
  onerror: Medium["onerror"] = null;
  private taken: Promise<void> = Promise.resolve();

  constructor(
    readonly stream: MediaStream,
    private readonly shape: StillShape,
  ) {}

  start(): void {
    this.state = "recording";
    this.taken = this.take().catch(() => undefined); // a picture that cannot be taken is one that never was
  }

  stop(): void {
    this.state = "inactive";
    void this.taken.then(() => this.onstop?.(null));
  }

  /** The picture is on its way already. */
  requestData(): void {}

  private async take(): Promise<void> {
    const track = this.stream.getVideoTracks()[0];
    const data = track && (await takeStill(track, this.shape));
    if (data) this.ondataavailable?.({ data });
  }
}
