/** The student's rhythm of typing on the server: read when the exam begins, kept only if the student has agreed. */

import type { TypingStore } from "../../trackers/tracker.ts";
import type { Body } from "../../wire/http.ts";
import type { World } from "./world.ts";

/** As in `domain/rhythm.py`. */
const VERSION = 1;

export function typingStore(ask: World["ask"]): TypingStore {
  let kept = false;
  return {
    async load() {
      const { earlier, own, ...all } = await ask<Body<"Typing">>("GET", "/api/sitting/typing");
      kept = all.kept && all.version === VERSION;
      return kept ? { earlier, own } : { earlier: [], own: [] };
    },
    save(own) {
      if (!kept) return;
      // Each time all of it is sent: what is refused or lost now comes with the next.
      ask("POST", "/api/sitting/typing", { version: VERSION, blocks: own }).catch(() => undefined);
    },
  };
}
