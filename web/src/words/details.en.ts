/** What a tracker found, in plain words, from the detail that stands with a violation. Empty where it says nothing more.
 * The report says the same (fairseat/outside/report/words_en.json). */

type Detail = Record<string, unknown>;

const REASONS: Record<string, Record<string, string>> = {
  environment: {
    missing_interface: "the browser lacks something", old_browser: "the browser is too old",
    automation: "the browser is driven by a program", browser_changed: "another browser than before", second_tab: "a second tab",
  },
  // `hidden` is of sessions sat before page_hidden was a tracker of its own.
  window_focus: { hidden: "the page is hidden", other_window: "another window is in front" },
  camera: {
    missing: "no camera", ended: "switched off", muted: "muted", no_frame: "no picture comes", dark: "the picture is black",
    dim: "too dark to see anybody, for long", frozen: "the picture stands still",
  },
  not_recorded: {
    nothing: "nothing arrives", no_recording: "what arrives is no recording", disk_full: "the server’s disk is full",
    refused: "the server does not accept what arrives",
  },
  phone_camera: { silent: "nothing comes from the phone", dark: "the picture is black", frozen: "the picture stands still" },
  microphone: { missing: "no microphone", ended: "switched off", muted: "muted", silent: "no sound", quieter: "far quieter than in the check" },
  screen_share: {
    missing: "nothing is shared", ended: "sharing was ended", muted: "no picture comes", window: "only a window",
    browser: "only a tab", not_whole_screen: "not the whole screen",
  },
  forbidden_object: { phone: "a phone", book: "a book", laptop: "a laptop", keyboard: "a keyboard" },
  false_camera: {
    name: "its name is that of a program", loop: "the picture repeats an earlier stretch",
    no_noise: "parts of the picture lack the noise of a camera",
    not_followed: "head and eyes did not follow the marked points in the check",
  },
}; // prettier-ignore

const ACTIONS: Record<string, string> = {
  copy: "copied", cut: "cut", paste: "pasted", drop: "dropped text in", print: "print", save: "save", context_menu: "context menu",
  developer_tools: "developer tools", screenshot: "screenshot keys", burst: "text without typing",
}; // prettier-ignore

const SIGNS: Record<string, string> = {
  virtual_display: "the graphics card is a virtual machine’s", remote_display: "the display is a remote session’s",
  software_display: "no graphics card draws", few_colours: "few colours", pointer_jumps: "the pointer jumps",
}; // prettier-ignore

const listed = (names: unknown, words: Record<string, string>): string =>
  Array.isArray(names) ? names.map((name) => words[String(name)] ?? String(name).replace(/_/g, " ")).join(", ") : "";

/** The renderer as the browser names it. */
function machine({ signs, renderer }: Detail): string {
  const said = listed(signs, SIGNS);
  return typeof renderer === "string" && renderer ? `${said} (${renderer})` : said;
}

function rhythm({ over_bound }: Detail): string {
  return typeof over_bound === "number" ? `${over_bound} times as far from the usual as is allowed for` : "";
}

const LEARNED: Record<string, string> = {
  points: "; the neutral direction was learned from the points in the check",
  looks: "; the neutral direction was learned from the first calm seconds, the screen’s edges were guessed",
  none: "; no neutral direction could be learned, straight ahead was taken",
}; // prettier-ignore

function look({ where, by, learned }: Detail): string {
  if (typeof where !== "string") return "";
  const to = where === "up" || where === "down" ? where : `to the student’s ${where}`;
  return `${by === "eyes" ? "the eyes are turned" : "the head is turned"} ${to}${LEARNED[String(learned)] ?? ""}`;
}

const SPECIAL: Record<string, (detail: Detail) => string> = {
  content_actions: ({ actions }) => listed(actions, ACTIONS),
  remote_or_virtual: machine,
  keystrokes: rhythm,
  looking_away: look,
};

export function detailText(tracker: string, detail: Detail): string {
  const special = SPECIAL[tracker];
  return special ? special(detail) : (REASONS[tracker]?.[String(detail["reason"])] ?? "");
}
