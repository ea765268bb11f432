/** Devices that come back by themselves when what kept them away is gone, as far as the browser tells. */

import type { Devices, Problem } from "./devices.ts";
import type { Input, Page, Stop } from "./world.ts";

const INPUTS: readonly Input[] = ["camera", "microphone"];
/** No event says that another program let go of the camera. */
const BUSY_MS = 4000;
const WAITING: readonly (Problem | undefined)[] = ["busy", "ended", "missing", "unknown"];

type DevicesPart = Pick<Devices, "asked" | "missing" | "problems" | "openInputs" | "look">;

export function watchReturn(devices: DevicesPart, page: Page): Stop {
  const reopen = (): void => {
    if (devices.asked) void devices.openInputs();
  };
  const changed = (): void => {
    reopen();
    void devices.look();
  };
  const stops = [page.onDevices(changed), ...INPUTS.map((input) => page.onPermission(input, reopen))];
  const timer = setInterval(() => void reopenQuietly(devices, page), BUSY_MS);
  return () => {
    clearInterval(timer);
    for (const stop of stops) stop();
  };
}

/** Never brings up a prompt that nobody clicked for. */
async function reopenQuietly(devices: DevicesPart, page: Page): Promise<void> {
  const gone = INPUTS.filter((input) => devices.missing.value.includes(input));
  const waiting = gone.filter((input) => WAITING.includes(devices.problems.value[input]));
  if (!devices.asked || !waiting.length) return;
  const silent = await Promise.all(gone.map((input) => page.permitted(input)));
  if (silent.every(Boolean)) await devices.openInputs();
}
