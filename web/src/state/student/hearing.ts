/** How loud the microphone is at this moment, while somebody looks at it. */

import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Devices } from "./devices.ts";
import type { Capture, Stop } from "./world.ts";

export interface Hearing {
  /** dBFS; null where the browser cannot measure it. */
  level: ReadonlySignal<number | null>;
  stop: Stop;
}

export function hear(devices: Pick<Devices, "camera">, capture: Pick<Capture, "watchLevel">): Hearing {
  const level = signal<number | null>(-100);
  const stop = effect(() => {
    const stream = devices.camera.value;
    if (!stream) return undefined;
    return capture.watchLevel(stream, (dbfs) => { level.value = dbfs; }, () => { level.value = null; }); // prettier-ignore
  });
  return { level, stop };
}
