/** Words about camera and microphone on the student's page: choosing, what is wrong with them, going on without. */

export type System = "windows" | "mac" | "other";
type Trouble = readonly [what: string, cure: string];
type Cures = Record<System, string>;

const BY_ITSELF = "This message goes away by itself.";

const CAMERA_OFF: Cures = {
  windows: "Press the camera key of your keyboard (often F8 or F10, with a crossed-out camera), open the slide over the lens, or look at Settings, Privacy & security, Camera.",
  mac: "Click the camera sign in the menu bar or the browser’s address bar and switch the camera on again. Do not close the lid.",
  other: "Look for a camera key or a slide over the lens, and at the camera sign in the browser’s address bar.",
};
const MICROPHONE_OFF: Cures = {
  windows: "Press the microphone key of your keyboard or headset, or look at Settings, System, Sound, Input.",
  mac: "Click the microphone sign in the menu bar or the browser’s address bar and switch it on again, or look at System Settings, Sound, Input.",
  other: "Press the mute key of your keyboard or headset, and look at the input in your computer’s sound settings.",
};
const STUCK = "Close other programs that use the camera, or unplug it and plug it in again. If that does not help, choose another one under “Devices”.";

const TROUBLES: Record<string, Record<string, (system: System) => Trouble>> = {
  camera: {
    ended: () => ["Your camera has stopped", "Plug it in again, or choose another one under “Devices”."],
    muted: (system) => ["Your camera is switched off by your computer", CAMERA_OFF[system]],
    no_frame: () => ["No picture comes from your camera", STUCK],
    frozen: () => ["Your camera’s picture stands still", STUCK],
    dark: () => ["Your camera’s picture is black", "Take away what covers the lens, open its slide, or switch on a light."],
    dim: () => ["It is too dark to see you", "Switch on a light in front of you."],
  },
  microphone: {
    ended: () => ["Your microphone has stopped", "Plug it in again, or choose another one under “Devices”."],
    muted: (system) => ["Your microphone is switched off by your computer", MICROPHONE_OFF[system]],
    silent: (system) => ["Nothing is heard from your microphone", MICROPHONE_OFF[system]],
    quieter: () => ["Your microphone is much quieter than in the check", "Put it where it was, and uncover it."],
  },
};

export const troubleWords = (input: string, cause: string, system: System): Trouble | undefined => TROUBLES[input]?.[cause]?.(system);

const NAMES = { camera: "Camera", microphone: "Microphone" } as const;

export const inputs = {
  names: NAMES,
  itself: BY_ITSELF,
  title: "Camera and microphone",
  open: "Devices",
  lead: "What you choose is used at once and remembered in this browser. The recording goes on; your proctor sees that a device was changed.",
  close: "Done",
  which: { camera: "Camera that is used", microphone: "Microphone that is used" },
  noName: (input: "camera" | "microphone", n: number) => `${NAMES[input]} ${n}`,
  next: (label: string) => `Try “${label}”`,
  failed: {
    denied: "The browser does not allow this one. The one before is used.",
    missing: "It is not there any more. Choose another one.",
    busy: "Another program is using it. The one before is used.",
  } as Record<string, string>,
  failedElse: "It does not work. The one before is used.",
  none: (input: "camera" | "microphone") => `No ${input} is open.`,
  level: "Loudness",
  unmeasured: "The loudness cannot be measured here. Your microphone is on and is recorded.",
  dim: "Your room is dark. Switch on a light in front of you, so that you can be seen. You can go on.",
  quiet: "Your microphone works, but you can hardly be heard. Move nearer, or turn the input up in your computer’s sound settings. You can go on.",
  cannotMeasure: "Your microphone is on and will be recorded, but this browser cannot measure how loud it is: usually because the computer has no loudspeaker or headphones. Plug some in to see the loudness, or go on.",
  replaced: (input: "camera" | "microphone", before: string, now: string) => `${before || NAMES[input]} has gone. Now “${now}” is used as ${input}.`,
  fresh: (label: string) => `“${label}” was plugged in.`,
  use: "Use it",
  understood: "OK",
  without: {
    act: { camera: "Go on without a camera", microphone: "Go on without a microphone" },
    title: { camera: "Go on without a camera?", microphone: "Go on without a microphone?" },
    text: (input: "camera" | "microphone") => `Try the cure first. Without a ${input} your proctor ${input === "camera" ? "does not see you" : "does not hear you"}: that you go without, and why, is on record and in the report.`,
    reason: "Why?",
    hint: "For example: my headset broke this morning.",
    back: "Back",
    known: (input: "camera" | "microphone", reason: string) => `You go on without a ${input}. Your proctor sees this, and your reason: “${reason}”`,
    takeBack: { camera: "Use a camera after all", microphone: "Use a microphone after all" },
  },
} as const;
