/** The real browser behind the `Page`, `Keep` and `Capture` ports of the state. */

import { signal } from "@preact/signals";
import * as devices from "../capture/devices.ts";
import { takePhoto } from "../capture/photo.ts";
import { tryRecording } from "../capture/trial.ts";
import type { BrowserProblem, Capture, Input, Keep, Page, Size, Stop } from "../state/student/world.ts";
import { belowFloor, mustRecord } from "../trackers/kinds/environment.ts";
import { newId } from "../wire/ids.ts";

const FRAME_WAIT_MS = 4000;

export function keepIn(area: () => Storage): Keep {
  return {
    get(key) {
      try {
        return area().getItem(key);
      } catch {
        return null; // storage is switched off
      }
    },
    set(key, text) {
      try {
        if (text === null) area().removeItem(key);
        else area().setItem(key, text);
      } catch {
        // switched off or full: nothing is kept
      }
    },
  };
}

function on(target: EventTarget | null | undefined, names: string, act: () => void): Stop {
  const list = names.split(" ");
  for (const name of list) target?.addEventListener(name, act);
  return () => {
    for (const name of list) target?.removeEventListener(name, act);
  };
}

// --- what the browser can do ----------------------------------------------------------------------------------------

const isPhone = (): boolean => /Mobi|Android|iPhone|iPad/.test(navigator.userAgent) || navigator.maxTouchPoints > 2;

const records = (): boolean => typeof MediaRecorder !== "undefined";

/** The first that is true stands in the way. */
function problem(sources: Record<string, boolean>): BrowserProblem | null {
  const { camera, microphone, screen } = sources;
  const media = navigator.mediaDevices as Partial<MediaDevices> | undefined;
  const any = camera || microphone || screen;
  const found: [BrowserProblem, boolean | undefined][] = [
    ["insecure", any && window.isSecureContext === false],
    ["phone", screen && !media?.getDisplayMedia && isPhone()],
    ["no_screen", screen && !media?.getDisplayMedia],
    ["no_recorder", mustRecord(sources) && !records()],
    ["no_camera", (camera || microphone) && !media?.getUserMedia],
    ["no_storage", typeof indexedDB === "undefined"],
    ["old", belowFloor(navigator.userAgent, mustRecord(sources))],
  ];
  return found.find(([, stands]) => stands)?.[0] ?? null;
}

async function permission(input: Input): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: input as PermissionName });
  } catch {
    return null; // Firefox before 132, Safari before 16
  }
}

function onPermission(input: Input, act: () => void): Stop {
  let stop: Stop = () => undefined;
  void permission(input).then((status) => {
    stop = on(status, "change", act);
  });
  return () => stop();
}

// --- fullscreen -----------------------------------------------------------------------------------------------------

interface Prefixed {
  webkitFullscreenEnabled?: boolean;
  webkitFullscreenElement?: Element | null;
  webkitExitFullscreen?: () => void;
}
type PrefixedElement = HTMLElement & { webkitRequestFullscreen?: () => void };

/** Prefixed in Safari before 16.4. */
function fullscreenOf(page: Document & Prefixed): Page["fullscreen"] {
  const root = page.documentElement as PrefixedElement;
  const isOn = () => !!(page.fullscreenElement ?? page.webkitFullscreenElement);
  const state = signal(isOn());
  on(page, "fullscreenchange webkitfullscreenchange", () => {
    state.value = isOn();
  });
  return {
    offered: page.fullscreenEnabled || page.webkitFullscreenEnabled === true,
    on: state,
    async enter() {
      if (root.requestFullscreen as unknown) await root.requestFullscreen().catch(() => undefined);
      else root.webkitRequestFullscreen?.();
    },
    leave() {
      if (!isOn()) return;
      if (page.exitFullscreen as unknown) void page.exitFullscreen().catch(() => undefined);
      else page.webkitExitFullscreen?.();
    },
  };
}

// --- leaving --------------------------------------------------------------------------------------------------------

function warnBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
  event.returnValue = ""; // Chrome before 119
}

function guard(isOn: boolean): void {
  if (isOn) addEventListener("beforeunload", warnBeforeLeaving);
  else removeEventListener("beforeunload", warnBeforeLeaving);
}

// --- the rest -------------------------------------------------------------------------------------------------------

function channel(name: string, hear: (text: string) => void): ReturnType<Page["channel"]> {
  if (typeof BroadcastChannel === "undefined") return null; // Safari before 15.4
  // eslint-disable-next-line compat/compat -- asked for in the line above
  const open = new BroadcastChannel(name);
  open.onmessage = (event) => hear(String(event.data));
  return { say: (text) => open.postMessage(text), close: () => open.close() };
}

export function realPage(examFrame: () => HTMLIFrameElement | null): Page {
  return {
    hideToken: (session) => history.replaceState(null, "", session ? `/sit?session=${session}` : "/sit"),
    reload: () => location.reload(),
    guard,
    onLeave: (act) => on(window, "pagehide", act),
    onOnline: (act) => on(window, "online", act),
    onDevices: (act) => on(navigator.mediaDevices as MediaDevices | undefined, "devicechange", act),
    onPermission,
    permitted: async (input) => (await permission(input))?.state === "granted",
    problem,
    records,
    fullscreen: fullscreenOf(document),
    channel,
    screenOverWindow: () => Math.max(1, Math.min(2, screen.width / Math.max(1, innerWidth))),
    newId,
    examFrame,
  };
}

function firstSize(stream: MediaStream): Promise<Size | null> {
  const video = document.createElement("video");
  video.muted = true;
  video.srcObject = stream;
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, FRAME_WAIT_MS, null);
    video.onloadedmetadata = () => {
      clearTimeout(timer);
      resolve({ width: video.videoWidth, height: video.videoHeight });
      video.srcObject = null;
    };
    video.play().catch(() => undefined); // refused without a click: the size comes all the same
  });
}

export const realCapture: Capture = {
  openCamera: devices.openCamera,
  listInputs: devices.listInputs,
  usedOf: devices.usedOf,
  openScreen: devices.openScreen,
  watchLevel: devices.watchLevel,
  measureUplink: () => devices.measureUplink(),
  takePhoto,
  tryRecording,
  checkStorage: devices.checkStorage,
  browserFacts: devices.browserFacts,
  join: (tracks) => new MediaStream(tracks),
  sizes: async (stream) => ({ frame: await firstSize(stream), screen: { width: screen.width, height: screen.height } }),
};
