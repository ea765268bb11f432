/** What the trackers are called and what they look at, for everybody who reads about a session. */

interface TrackerWords {
  name: string;
  short: string; // where there is hardly room: a tile of the grid
  meaning: string;
}

const TRACKERS: Record<string, TrackerWords> = {
  environment: {
    name: "Browser environment", short: "Environment",
    meaning: "The browser lacks something it needs, was changed during the session, is remote-controlled by a script, or a second tab or device holds the session.",
  },
  page_hidden: {
    name: "Exam hidden", short: "Exam hidden",
    meaning: "The exam cannot be seen: another tab is open, the window is minimised, or another window covers it.",
  },
  window_focus: {
    name: "Exam without focus", short: "No focus",
    meaning: "The exam can be seen, but keys go elsewhere: to another window, or to a part of the browser such as its address bar.",
  },
  fullscreen: {
    name: "Full screen left", short: "No full screen",
    meaning: "The exam no longer fills the screen.",
  },
  camera: {
    name: "Camera off or covered", short: "Camera off",
    meaning: "The camera gives no picture, a black one, or one that stands still.",
  },
  face_absent: {
    name: "No face", short: "No face",
    meaning: "No face is to be seen in the camera picture.",
  },
  looking_away: {
    name: "Looking away", short: "Looks away",
    meaning: "The head or the eyes are turned away from the screen.",
  },
  several_faces: {
    name: "Several faces", short: "Several faces",
    meaning: "More than one face is to be seen in the camera picture.",
  },
  face_mismatch: {
    name: "Another face", short: "Another face",
    meaning: "The face does not match the one from the check-in.",
  },
  similar_profile: {
    name: "Resembles another student", short: "Resembles another",
    meaning: "The face is very similar to that of another person on record; a person has to judge it.",
  },
  keystrokes: {
    name: "Unusual typing", short: "Typing",
    meaning: "The rhythm of typing differs from what this student showed before.",
  },
  microphone: {
    name: "Microphone off or silent", short: "Mic silent",
    meaning: "The microphone gives no sound, or far less than in the equipment check.",
  },
  voices: {
    name: "Voices", short: "Voices",
    meaning: "Somebody speaks, or the room is much louder than it was.",
  },
  network: {
    name: "Connection lost", short: "No connection",
    meaning: "Nothing has arrived from the student's page for some seconds.",
  },
  not_recorded: {
    name: "Not recorded", short: "Not recorded",
    meaning: "The page is there, but no usable recording comes of a source that has to be recorded.",
  },
  phone_camera: {
    name: "Phone camera off", short: "Phone off",
    meaning: "The paired phone gives no picture, a dark one, or one that stands still.",
  },
  screen_share: {
    name: "Screen not shared", short: "No screen",
    meaning: "The screen is not shared, or only a window or a tab of it.",
  },
  second_display: {
    name: "Second display", short: "2nd display",
    meaning: "More than one display is connected to the computer.",
  },
  forbidden_object: {
    name: "Forbidden object", short: "Object",
    meaning: "A phone, a book, or a second keyboard or computer seems to be in the picture.",
  },
  false_camera: {
    name: "Doubtful camera", short: "Doubtful camera",
    meaning: "The picture may come from a virtual camera, a recording, a screen or a sheet of paper.",
  },
  content_actions: {
    name: "Copying and pasting", short: "Copy, paste",
    meaning: "Copy, paste, print, developer tools, screenshot keys, or text that appeared without typing.",
  },
  remote_or_virtual: {
    name: "Remote control or virtual machine", short: "Remote control",
    meaning: "Signs of remote control or of a virtual machine.",
  },
  lips: {
    name: "Lips move silently", short: "Lips",
    meaning: "The lips move while the microphone hears nothing.",
  },
  page_silent: {
    name: "Exam page silent", short: "Page silent",
    meaning: "The student's page is connected but its trackers no longer report.",
  },
};

/** A name nobody has put into words yet is at least readable: "some_tracker" -> "Some tracker". */
function plain(name: string): string {
  const text = name.replace(/_/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const trackerName = (name: string): string => TRACKERS[name]?.name ?? plain(name);

export const trackerShort = (name: string): string => TRACKERS[name]?.short ?? plain(name);

/** One sentence on what the tracker saw; empty for a tracker not described here. */
export const trackerMeaning = (name: string): string => TRACKERS[name]?.meaning ?? "";
