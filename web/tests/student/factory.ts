/** Fakes of the ports in `state/student/world.ts`, and the things that are said through them. */

import { signal } from "@preact/signals";
import { NOTHING_YET } from "../../src/capture/tally.ts";
import type { Keep, Page, PipelinePort, Sitting, World } from "../../src/state/student/world.ts";
import type { ChatSaid, StudentMessage, Warned } from "../../src/wire/messages.ts";

export const SESSION = "11111111-1111-4111-8111-111111111111";
export const NOW = Date.UTC(2026, 0, 15, 9, 0, 0);
export const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();

export function sitting(changes: Partial<Sitting> = {}): Sitting {
  return {
    session: SESSION,
    state: "checking",
    student: "Ada Lovelace",
    exam_title: "Biology",
    opens_at: at(-10),
    closes_at: at(120),
    duration_min: 60,
    steps: ["rules", "equipment"],
    done: [],
    rules: "Sit alone.",
    rules_version: "1",
    consented: false,
    sources: { camera: true, microphone: true, screen: true },
    without: {},
    may_go_without: ["microphone"],
    tools: ["chat", "call"],
    trackers: {},
    face: { wanted: false, available: true, taken: false },
    content: { kind: "tasks", tasks: [] },
    answers: {},
    receipt: [],
    started_at: null,
    ends_at: null,
    extra_min: 0,
    finished_at: null,
    unrecorded: [],
    reason: "",
    contact: "",
    chat: [],
    server_at: at(0),
    ...changes,
  };
}

export function memory(): Keep & { held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    get: (key) => held.get(key) ?? null,
    set: (key, text) => void (text === null ? held.delete(key) : held.set(key, text)),
  };
}

/** The line to the server: `up` or down, and what went out on it. */
export function line() {
  const sent: StudentMessage[] = [];
  const it = {
    up: true,
    sent,
    send(message: StudentMessage): boolean {
      if (it.up) sent.push(message);
      return it.up;
    },
  };
  return it;
}

export function counter(prefix: string): () => string {
  let n = 0;
  return () => `${prefix}${++n}`;
}

export const said = (id: string, at_ms: number, changes: Partial<ChatSaid> = {}): ChatSaid => ({
  type: "chat_said", id, session: SESSION, at_ms, author: "Grace Hopper", role: "proctor", text: `text of ${id}`, ...changes,
}); // prettier-ignore

export const warned = (id: string): Warned => ({ type: "warned", id, at_ms: NOW, text: "Look at your screen.", by: "Grace" });

interface Listeners {
  online: (() => void)[];
  leave: (() => void)[];
}

/** A browser in which nothing happens until the test says so. */
export function page(): Page & { happen(what: keyof Listeners): void; guarded: boolean[]; reloads: number } {
  const listeners: Listeners = { online: [], leave: [] };
  const listen = (what: keyof Listeners, act: () => void) => {
    listeners[what].push(act);
    return () => void listeners[what].splice(listeners[what].indexOf(act), 1);
  };
  const nothing = () => () => undefined;
  const it = {
    happen: (what: keyof Listeners) => [...listeners[what]].forEach((act) => void act()),
    guarded: [] as boolean[],
    reloads: 0,
    hideToken: () => undefined,
    reload: () => void it.reloads++,
    guard: (on: boolean) => void it.guarded.push(on),
    onLeave: (act: () => void) => listen("leave", act),
    onOnline: (act: () => void) => listen("online", act),
    onDevices: nothing,
    onPermission: nothing,
    permitted: async () => true,
    problem: () => null,
    records: () => true,
    fullscreen: { offered: true, on: signal(false), enter: async () => undefined, leave: () => undefined },
    channel: () => null,
    newId: counter("id-"),
    screenOverWindow: () => 1,
    examFrame: () => null,
  };
  return it;
}

/** Drains when the test calls `arrive`. */
export function pipeline() {
  const log: string[] = [];
  let progress: ((left: { chunks: number; bytes: number; ofChunks: number }) => void) | null = null;
  let done: () => void = () => undefined;
  const port: PipelinePort = {
    status: signal({ ...NOTHING_YET, waitingChunks: 4 }),
    begin: async (source) => void log.push(`begin ${source}`),
    end: async (source) => void log.push(`end ${source}`),
    addReadings: () => undefined,
    addLook: async () => undefined,
    onMessage: () => undefined,
    socketOpened: () => void log.push("opened"),
    socketLost: () => void log.push("lost"),
    drain: (onProgress) => {
      progress = onProgress;
      return new Promise((resolve) => {
        done = resolve;
      });
    },
    close: async () => void log.push("close"),
  };
  return { port, log, left: (chunks: number, bytes: number, ofChunks = 10) => progress?.({ chunks, bytes, ofChunks }), arrive: () => done() };
}

/** What only the test at hand needs is put into it; all else crashes when it is touched. */
export const worldWith = (parts: Partial<World>): World => parts as World;

export const turn = async (): Promise<void> => {
  for (let i = 0; i < 12; i++) await Promise.resolve();
};
