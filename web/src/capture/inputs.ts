/** Which cameras and microphones there are. */

export interface InputInfo {
  input: "camera" | "microphone";
  id: string;
  /** As the system calls it; empty until the student has allowed the device. */
  label: string;
}

const KINDS: Partial<Record<MediaDeviceKind, InputInfo["input"]>> = { videoinput: "camera", audioinput: "microphone" };
/** Chromium lists the system's choice once more under these names. */
const ALIASES = ["default", "communications"];
const LONGEST_LABEL = 200;

/** The system's choice goes by the name "Default - Headset". */
const nameOf = (label: string): string => label.slice(0, LONGEST_LABEL).replace(/^(Default|Communications) - /, "");

const stands = (alias: MediaDeviceInfo, { kind, deviceId, label }: MediaDeviceInfo): boolean =>
  kind === alias.kind && !ALIASES.includes(deviceId) && label === nameOf(alias.label);

/** Only those that can be told apart: before the student has allowed anything the browser names none. */
export async function listInputs(): Promise<InputInfo[]> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  const found = (await devices?.enumerateDevices().catch(() => [])) ?? [];
  const real = found.filter((one) => !ALIASES.includes(one.deviceId) || !found.some((other) => stands(one, other)));
  return real.flatMap(({ kind, deviceId, label }) => {
    const input = KINDS[kind];
    return input && deviceId ? [{ input, id: deviceId, label: nameOf(label) }] : [];
  });
}

/** The one that a track comes from. */
export function usedOf(input: InputInfo["input"], track: MediaStreamTrack): InputInfo {
  const { deviceId = "" } = track.getSettings();
  return { input, id: deviceId, label: nameOf(track.label) };
}
