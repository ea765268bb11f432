/** Puts the real things together: the only file of the page that knows all of them. */

import { Pipeline } from "../capture/pipeline.ts";
import { Journey } from "../state/student/journey.ts";
import type { World } from "../state/student/world.ts";
import { Engine, unavailableTrackers } from "../trackers/engine.ts";
import { canWatchGaze, watchGaze } from "../trackers/gaze/live.ts";
import { ServerClock } from "../wire/clock.ts";
import { ask, nameSession, sendBytes, useSignIn } from "../wire/http.ts";
import type { StudentMessage, StudentServerMessage } from "../wire/messages.ts";
import { ResumingSocket } from "../wire/socket.ts";
import { keepIn, realCapture, realPage } from "./browser.ts";

/** The server is heard every second or two; the browser itself may take minutes to notice a dead line. */
const SILENT_MS = 7000;

/** Where the exam's frame stands in the page, for the trackers. */
export const examFrame: { current: HTMLIFrameElement | null } = { current: null };

export function realJourney(): Journey {
  let clock: ServerClock | undefined;
  const world: World = {
    ask,
    sendBytes,
    useSignIn,
    nameSession,
    capture: realCapture,
    page: realPage(() => examFrame.current),
    keep: keepIn(() => localStorage),
    tab: keepIn(() => sessionStorage),
    newClock: (send) => {
      clock = new ServerClock(send);
      return clock;
    },
    newLine: (session, handlers) =>
      new ResumingSocket<StudentMessage, StudentServerMessage>({
        path: `/live/student?session=${session}`,
        silentMs: SILENT_MS,
        ...handlers,
      }),
    newPipeline: ({ session, line, stills, onLost }) =>
      new Pipeline({ session, socket: line, clock: clock as ServerClock, stills, onLost }),
    newEngine: (options) => new Engine(options),
    gaze: { possible: canWatchGaze, watch: watchGaze },
    unavailableTrackers,
  };
  return new Journey(world);
}
