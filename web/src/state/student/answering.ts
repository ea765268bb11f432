/** The answers' way to the server. */

import { deviceNow } from "../../wire/clock.ts";
import { Answers } from "./answers.ts";
import type { Clock, Keep, World } from "./world.ts";

const PATH = "/api/sitting/answers";

export function answersTo(ask: World["ask"], clock: Pick<Clock, "now">, keep: Keep): Answers {
  return new Answers({
    keep,
    now() {
      const device_ms = deviceNow();
      return { device_ms, offset_ms: clock.now() - device_ms };
    },
    post: (task, text) => ask("POST", PATH, { task, text }),
    postLate: (task, text, written) => ask("POST", `${PATH}/late`, { task, text, ...written }),
  });
}
