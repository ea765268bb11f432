/** Words about the session's clock: minutes that are added, ends that move, reopening. Times arrive written out. */

const many = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`;

export const times = {
  cancel: "Cancel",
  reason: "Reason",
  reasonHint: "It stands on the timeline and in the report.",
  needReason: "A reason is needed.",
  needMinutes: (most: number) => `Enter whole minutes, 1 to ${most}.`,
  minutes: "Minutes",

  add: {
    act: "Add minutes",
    toAll: "Add minutes to all",
    toChosen: (n: number) => `Add minutes to ${many(n, "session")}`,
    title: (whom: string) => `Add minutes: ${whom}`,
    whom: (n: number) => many(n, "session"),
    all: "everybody in this exam",
    lead: "Those who are inside see it at once and are told the reason. Who has not begun gets it at the start. Added minutes count after the exam has closed, too.",
    ends: (time: string) => `The exam then ends at ${time}.`,
    done: (n: number, over: number) =>
      `Minutes added to ${many(n, "session")}.${over ? ` ${many(over, "was", "were")} over already and ${over === 1 ? "was" : "were"} left as ${over === 1 ? "it was" : "they were"}.` : ""}`,
    added: (n: number) => `+${n} min`,
    addedHint: (n: number) => `${many(n, "minute")} added`,
  },

  back: {
    act: "Take minutes back",
    offer: "Take them back",
    title: (whom: string) => `Take minutes back: ${whom}`,
    given: (n: number) => `${many(n, "minute was", "minutes were")} added.`,
    lead: "The student sees it at once and is told the reason. At least five minutes stay, or what is left if that is less.",
    done: (n: number) => `${many(n, "minute was", "minutes were")} taken back.`,
    ends: (time: string) => `The exam ends at ${time}.`,
  },

  reopen: {
    act: "Reopen",
    title: (name: string) => `Reopen the session of ${name}?`,
    lead: "The exam goes on from now: the same recording, one timeline. The time in which it was over is a gap that costs nothing. The student’s page comes back by itself if it is still open; otherwise the personal link opens it again.",
    begins: "The student had not begun: the session goes back into the checks and has the whole time of the exam.",
    concluded: "The conclusion is taken back; the timeline keeps it.",
    minutes: "Minutes from now",
    left: (minutes: number) => `${many(minutes, "minute")} were left when it ended.`,
    sealed: "Sealed: cannot be reopened",
    done: (name: string) => `The session of ${name} is open again.`,
  },

  effect: {
    title: "Save for those who are inside?",
    more: (n: number, minutes: number, ends: string) => `${many(n, "running session")} ${n === 1 ? "gets" : "get"} ${many(minutes, "minute")} more and ${n === 1 ? "ends" : "end"} ${ends}.`,
    less: (n: number, minutes: number, ends: string) => `${many(n, "running session")} ${n === 1 ? "loses" : "lose"} ${many(minutes, "minute")} and ${n === 1 ? "ends" : "end"} ${ends}.`,
    at: (time: string) => `at ${time}`,
    between: (first: string, last: string) => `between ${first} and ${last}`,
    same: (n: number) => `${many(n, "running session")} ${n === 1 ? "keeps its end" : "keep their end"}.`,
    waiting: (n: number) => `${many(n, "session has", "sessions have")} not begun and ${n === 1 ? "gets" : "get"} the new times at the start.`,
    notice: "Nobody is ended at once: everybody keeps at least five minutes, or what was left if that is less.",
    zone: (name: string) => `Times in your zone (${name}).`,
    save: "Save and tell them",
    shorten: "Save and give less time",
  },
} as const;
