import { newWriter } from "../one_cluster.ts";
import { isStill } from "../still.ts";
import { StillRow } from "./stills.ts";
import { playableMime } from "./types.ts";

/** ms since the epoch. */
export interface Range {
  from: number;
  to: number;
}

/** One video element with its buffer, on the clock of the session. It only obeys: what to do is decided in state/. */
export interface Picture {
  readonly element: HTMLVideoElement;
  readonly kind: string | null; // of the recording that is open, as in the index
  ranges(): Range[];
  at(): number;
  seeking(): boolean;
  settled(): boolean; // shows what it was last asked for
  playing(): boolean; // moves now
  /** Begins anew for another kind of recording; what was buffered is gone. */
  open(mime: string): Promise<void>;
  /** Puts a segment into the buffer: `begins` is where its zero lies, nothing from `until` on is taken. */
  append(bytes: ArrayBuffer, begins: number, until: number | null): Promise<void>;
  /** Puts more bytes behind those of the last `append`. */
  extend(bytes: ArrayBuffer): Promise<void>;
  remove(range: Range): Promise<void>;
  seek(at: number): void;
  play(): void;
  pause(): void;
  setRate(rate: number): void;
  close(): void;
}

const AGES_S = 1e6; // a duration that no session reaches, so that every place can be sought
const HAVE_CURRENT_DATA = 2;
const HAVE_FUTURE_DATA = 3;

/** Resolves with the target's next event of that name; rejects when one named in `bad` comes first. */
function next(target: EventTarget, good: string, bad: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (ok: boolean) => () => {
      target.removeEventListener(good, yes);
      target.removeEventListener(bad, no);
      if (ok) resolve();
      else reject(new Error(bad));
    };
    const yes = done(true);
    const no = done(false);
    target.addEventListener(good, yes);
    target.addEventListener(bad, no);
  });
}

function newElement(): HTMLVideoElement {
  const element = document.createElement("video");
  // eslint-disable-next-line floor/members -- elsewhere it does nothing
  element.playsInline = true;
  element.preload = "auto";
  // eslint-disable-next-line floor/members -- elsewhere it does nothing
  element.disableRemotePlayback = true;
  element.tabIndex = -1;
  return element;
}

/** One kind at a time: what moves, or a row of still pictures. `zero`: the moment that is 0 s of the element's own time.
 * `onFailed`: the element gave up on what it was fed. */
export function newPicture(zero: number, onFailed: () => void): Picture {
  const element = newElement();
  const film = newFilm(element, zero, onFailed);
  const stills = newStills(element);
  let shown = film;
  return {
    element,
    get kind() {
      return shown.kind;
    },
    ranges: () => shown.ranges(),
    at: () => shown.at(),
    seeking: () => shown.seeking(),
    settled: () => shown.settled(),
    playing: () => shown.playing(),
    open(mime) {
      shown.close();
      shown = isStill(mime) ? stills : film;
      return shown.open(mime);
    },
    append: (bytes, begins, until) => shown.append(bytes, begins, until),
    extend: (bytes) => shown.extend(bytes),
    remove: (range) => shown.remove(range),
    seek: (at) => shown.seek(at),
    play: () => shown.play(),
    pause: () => shown.pause(),
    setRate: (rate) => shown.setRate(rate),
    close: () => shown.close(),
  };
}

/** Never plays: the clock goes on by itself, and the picture is sent after it. */
function newStills(element: HTMLVideoElement): Picture {
  const row = new StillRow(element);
  let kind: string | null = null;
  const nothing = () => undefined;
  return {
    element,
    get kind() {
      return kind;
    },
    ranges: () => row.ranges(),
    at: () => row.at,
    seeking: () => false,
    settled: () => true,
    playing: () => false,
    async open(mime) {
      this.close();
      kind = mime;
    },
    async append(bytes, begins, until) {
      row.put(bytes, begins, until);
    },
    extend: async () => undefined, // what comes after the picture only says how long it was shown
    async remove(range) {
      row.remove(range);
    },
    seek: (at) => row.seek(at),
    play: nothing,
    pause: nothing,
    setRate: nothing,
    close() {
      kind = null;
      row.close();
    },
  };
}

function newFilm(element: HTMLVideoElement, zero: number, onFailed: () => void): Picture {
  let source: MediaSource | null = null;
  let buffer: SourceBuffer | null = null;
  let kind: string | null = null;
  let writer = newWriter();
  const seconds = (at: number): number => (at - zero) / 1000;
  const instant = (s: number): number => zero + s * 1000;

  element.addEventListener("error", () => {
    if (source) onFailed();
  });

  const done = async (target: SourceBuffer): Promise<void> => {
    await next(target, "updateend", "error");
    if (source?.readyState !== "open") throw new Error("closed");
  };

  const ready = (): SourceBuffer => {
    if (!buffer || source?.readyState !== "open") throw new Error("closed");
    return buffer;
  };

  return {
    element,
    get kind() {
      return kind;
    },
    ranges() {
      if (!buffer || source?.readyState !== "open") return [];
      const { buffered } = buffer;
      return Array.from({ length: buffered.length }, (_, i) => ({
        from: instant(buffered.start(i)),
        to: instant(buffered.end(i)),
      }));
    },
    at: () => instant(element.currentTime),
    seeking: () => element.seeking,
    settled: () => !element.seeking && element.readyState >= HAVE_CURRENT_DATA,
    playing: () => !element.paused && !element.seeking && element.readyState >= HAVE_FUTURE_DATA,
    async open(mime) {
      this.close();
      const opened = new MediaSource();
      const address = URL.createObjectURL(opened);
      source = opened;
      kind = mime;
      element.src = address;
      await next(opened, "sourceopen", "sourceclose");
      URL.revokeObjectURL(address);
      buffer = opened.addSourceBuffer(playableMime(mime));
      opened.duration = AGES_S;
    },
    async append(bytes, begins, until) {
      const target = ready();
      target.abort(); // the parser must stand between segments before the offset may change
      target.timestampOffset = seconds(begins);
      target.appendWindowEnd = until === null ? Infinity : seconds(until);
      writer = newWriter();
      target.appendBuffer(writer(new Uint8Array(bytes)));
      await done(target);
    },
    async extend(bytes) {
      const target = ready();
      const written = writer(new Uint8Array(bytes));
      if (!written.length) return; // an element that is not all here yet
      target.appendBuffer(written);
      await done(target);
    },
    async remove(range) {
      const target = ready();
      target.abort();
      target.remove(Math.max(0, seconds(range.from)), seconds(range.to));
      await done(target);
    },
    seek(at) {
      element.currentTime = seconds(at);
    },
    play() {
      if (!element.paused) return;
      element.play().catch((error: DOMException) => {
        // Without a click in the page before, sound is refused; the picture is not.
        if (error.name === "NotAllowedError") element.muted = true;
      });
    },
    pause() {
      if (!element.paused) element.pause();
    },
    setRate(rate) {
      if (Math.abs(element.playbackRate - rate) > 0.005) element.playbackRate = rate;
    },
    close() {
      source = null;
      buffer = null;
      kind = null;
      element.removeAttribute("src");
      element.load();
    },
  };
}
