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

/** Only those that can be told apart: before the student has allowed anything the browser names none. */
export async function listInputs(): Promise<InputInfo[]> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  const found = (await devices?.enumerateDevices().catch(() => [])) ?? [];
  return found.flatMap(({ kind, deviceId, label }) => {
    const input = KINDS[kind];
    if (!input || !deviceId || ALIASES.includes(deviceId)) return [];
    return [{ input, id: deviceId, label: label.slice(0, LONGEST_LABEL) }];
  });
}

/** The one that a track comes from. The system's choice goes by the name "Default - Headset". */
export function usedOf(input: InputInfo["input"], track: MediaStreamTrack): InputInfo {
  const { deviceId = "" } = track.getSettings();
  const label = track.label.slice(0, LONGEST_LABEL).replace(/^(Default|Communications) - /, "");
  return { input, id: deviceId, label };
}
