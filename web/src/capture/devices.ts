/** Camera, microphone and screen, with what can be wrong with them told apart. */

export { browserFacts } from "./facts.ts";
export { type InputInfo, listInputs, usedOf } from "./inputs.ts";
export { watchLevel } from "./level.ts";
export { checkStorage } from "./storage.ts";
export { measureUplink } from "./uplink.ts";

export type DeviceProblem = "denied" | "missing" | "busy" | "unsupported" | "wrong_surface" | "insecure" | "unknown";
export type Device = "camera" | "microphone" | "screen";
export type Surface = "monitor" | "window" | "browser";

export class DeviceError extends Error {
  constructor(
    readonly device: Device,
    readonly problem: DeviceProblem,
    /** What the browser said. */
    message = `${device}: ${problem}`,
  ) {
    super(message);
    this.name = "DeviceError";
  }
}

/** Any one, none, the one with this id, or rather that one than another. */
export type InputWish = boolean | string | { rather: string };
export interface CameraWish {
  camera: InputWish;
  microphone: InputWish;
}

const PROBLEMS: Record<string, DeviceProblem> = {
  NotAllowedError: "denied",
  PermissionDeniedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  DevicesNotFoundError: "missing",
  OverconstrainedError: "missing", // only the id of a device is demanded
  NotReadableError: "busy",
  TrackStartError: "busy",
  AbortError: "busy",
  NotSupportedError: "unsupported",
  TypeError: "unsupported",
};

const PICTURE = { width: { ideal: 480 }, height: { ideal: 360 }, frameRate: { ideal: 10 } };
/** All processing off. Echo cancellation would take out of the recording what comes from the loudspeaker, such as
 * somebody who reads answers out; noise suppression swallows whispers and voices from further away; automatic gain
 * makes loudness incomparable with the equipment check's, on which two trackers rely. Calls open their own track. */
const SOUND = { channelCount: { ideal: 1 }, echoCancellation: false, noiseSuppression: false, autoGainControl: false };

export function problemOf(error: unknown): DeviceProblem {
  return (error instanceof Error && PROBLEMS[error.name]) || "unknown";
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function devicesFor(device: Device): MediaDevices {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices) return devices;
  throw new DeviceError(device, window.isSecureContext === false ? "insecure" : "unsupported");
}

function wish<T extends object>(wanted: InputWish, rest: T): false | (T & MediaTrackConstraints) {
  if (!wanted) return false;
  if (wanted === true) return rest;
  return { ...rest, deviceId: typeof wanted === "string" ? { exact: wanted } : { ideal: wanted.rather } };
}

/** One stream with what was wished for. Throws `DeviceError`, which names the device that is the trouble. */
export async function openCamera({ camera, microphone }: CameraWish): Promise<MediaStream> {
  const devices = devicesFor(camera ? "camera" : "microphone");
  const video = wish(camera, PICTURE);
  const audio = wish(microphone, SOUND);
  try {
    return await devices.getUserMedia({ video, audio });
  } catch (error) {
    const problem = problemOf(error);
    const culprit = await culpritOf(devices, { video, audio }, problem);
    throw new DeviceError(culprit, problem, textOf(error));
  }
}

/** The browser does not say which of the two it could not give. */
async function culpritOf(
  devices: MediaDevices,
  asked: MediaStreamConstraints,
  problem: DeviceProblem,
): Promise<Device> {
  if (!asked.video) return "microphone";
  if (!asked.audio) return "camera";
  if (problem === "denied")
    return (await isDenied("microphone")) && !(await isDenied("camera")) ? "microphone" : "camera";
  if (problem === "missing") return (await hasKind(devices, "videoinput")) ? "microphone" : "camera";
  return (await opensAlone(devices, asked.video)) ? "microphone" : "camera";
}

/** Firefox and Safari know no such question; the camera is named then, whose prompt comes first. */
async function isDenied(name: "camera" | "microphone"): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: name as PermissionName })).state === "denied";
  } catch {
    return false;
  }
}

async function hasKind(devices: MediaDevices, kind: MediaDeviceKind): Promise<boolean> {
  const found = await devices.enumerateDevices().catch(() => []);
  return found.some((device) => device.kind === kind);
}

async function opensAlone(devices: MediaDevices, video: MediaStreamConstraints["video"]): Promise<boolean> {
  try {
    const stream = await devices.getUserMedia({ video, audio: false });
    for (const track of stream.getTracks()) track.stop();
    return true;
  } catch {
    return false;
  }
}

/** Members that not every browser knows; those that do not ignore them. */
type ScreenWish = DisplayMediaStreamOptions & Record<string, unknown>;

const SCREEN: ScreenWish = {
  // No `min` and no `exact`: browsers refuse them here. A larger screen is scaled down with its proportions.
  video: { displaySurface: "monitor", frameRate: { ideal: 2, max: 5 }, width: { max: 1280 }, height: { max: 720 } },
  audio: false,
  monitorTypeSurfaces: "include",
  surfaceSwitching: "exclude",
  selfBrowserSurface: "exclude",
  systemAudio: "exclude",
};

/** To be called in the handler of a click: Safari and Firefox insist. `surface` is null where the browser does not
 * tell (Firefox, Safari); whether a window will do is for the caller to say. */
export async function openScreen(): Promise<{ stream: MediaStream; surface: Surface | null }> {
  const devices = devicesFor("screen");
  if (!devices.getDisplayMedia) throw new DeviceError("screen", "unsupported");
  try {
    const stream = await devices.getDisplayMedia(SCREEN);
    const track = stream.getVideoTracks()[0];
    if (track && "contentHint" in track) track.contentHint = "text"; // sharp letters before smooth motion
    return { stream, surface: surfaceOf(track) };
  } catch (error) {
    throw new DeviceError("screen", problemOf(error), textOf(error));
  }
}

export function surfaceOf(track: MediaStreamTrack | undefined): Surface | null {
  const said = track?.getSettings().displaySurface;
  return said === "monitor" || said === "window" || said === "browser" ? said : null;
}
