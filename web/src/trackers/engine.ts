/** The trackers that run in the student's page: beats, looks, and one reading for every whole second. */

import { type ReadonlySignal, signal } from "@preact/signals";
import type { TrackerSetting } from "../wire/messages";
import { runnable, unavailableTrackers } from "./abilities";
import { startBeat } from "./beat";
import { Inference, type ModelState } from "./inference/client";
import { MODELS, type ModelName } from "./inference/protocol";
import { type FaceLook, FaceLooks } from "./looks/face_looks";
import { type PictureLook, Pictures, trackState } from "./looks/pictures";
import { Sound } from "./looks/sound";
import { isDark, lightOf } from "./light";
import { ObjectPace } from "./object_pace";
import { Pace } from "./pace";
import { Roster } from "./roster";
import type { FacesLook } from "./inference/protocol";
import type { Asked, Looks, Reference, Sight, Surroundings, TrackerKind, TypingStore } from "./tracker";
import { InputTroubles, type Troubles } from "./troubles";

export { unavailableTrackers };

export interface EngineOptions {
  /** Those that are on, from the template; `parameters` are thresholds at the look. */
  settings: Record<string, TrackerSetting>;
  required: Asked;
  /** Server clock, ms. */
  now(): number;
  examFrame(): HTMLIFrameElement | null;
  typing?: TypingStore;
  onSecond(reading: {
    at_ms: number;
    values: Record<string, number | null>;
    details: Record<string, unknown>;
    unavailable: string[];
  }): void;
  /** The server has a photo of the face to compare looks with. */
  comparesFaces: boolean;
  online(): boolean;
  onLook(look: FaceLook): void;
}

export interface EngineStatus {
  faces: ModelState;
  voice: ModelState;
  looksPerSecond: number;
  unavailable: string[];
}

/** Recording comes first: nothing of the models is fetched before. */
const MODELS_AFTER_MS = 1500;
/** After a dialog of ours closes the browser takes a moment to hand the focus back. */
const FOCUS_RETURNS_MS = 500;
/** A face that the detector is not quite sure of still proves that the picture is not black. */
const FACE = { score: 0.5, height: 0.12 };
const BEATS_A_PICTURE = 2;
const MOMENT_EVENTS = ["focus", "blur", "visibilitychange", "fullscreenchange", "webkitfullscreenchange"] as const;

/** Those that the trackers want, in the order in which they are fetched; every look at a picture begins with its faces. */
function modelsOf(kinds: TrackerKind[]): ModelName[] {
  const wanted = new Set(kinds.flatMap(({ models }) => models ?? []));
  if (wanted.has("far_faces") || wanted.has("gaze") || wanted.has("objects")) wanted.add("faces");
  return MODELS.filter((model) => wanted.has(model));
}

export class Engine {
  readonly status: ReadonlySignal<EngineStatus>;
  /** What the student can cure. */
  readonly troubles: ReadonlySignal<Troubles>;
  private readonly inputs: InputTroubles;
  private readonly sight: Sight = { dark: false, lookedAt: null, faceAt: null };
  private readonly told = signal<EngineStatus>({ faces: "off", voice: "off", looksPerSecond: 0, unavailable: [] });
  private readonly kinds: TrackerKind[];
  private readonly cannotRun: string[];
  private readonly failed = new Set<string>();
  private readonly around: { -readonly [K in keyof Surroundings]: Surroundings[K] };
  private readonly pictures: Pictures;
  private readonly sound: Sound;
  private readonly inference: Inference;
  private readonly faceLooks: FaceLooks | null;
  private readonly pace = new Pace();
  private readonly objectPace = new ObjectPace();
  private camera: MediaStream | null = null;
  private roster: Roster | null = null;
  private stopBeat: (() => void) | null = null;
  private beats = 0;
  private startedAt = 0;
  private modelsAsked = false;
  private soundSecond = 0;
  private dialogs = 0;
  private quietUntil = 0;

  constructor(private readonly options: EngineOptions) {
    const { settings, required, now, examFrame } = options;
    this.status = this.told;
    this.kinds = runnable(settings);
    this.cannotRun = unavailableTrackers(settings);
    this.around = {
      now, required, examFrame, reference: {}, screen: { stream: null, surface: null }, inCall: false, secondTabSince: null,
      sight: this.sight, typing: options.typing ?? null, cameraLabel: () => this.camera?.getVideoTracks()[0]?.label ?? "",
    };
    this.inputs = new InputTroubles(this.around, settings);
    this.troubles = this.inputs.now;
    this.pictures = new Pictures(now, (look) => this.seePicture(look));
    this.faceLooks = this.makeFaceLooks();
    this.inference = this.makeInference();
    this.sound = new Sound();
    this.inference.soundPort = (port) => this.sound.feed(port);
    this.tellStatus();
  }

  start(): void {
    if (this.roster) return;
    this.startedAt = this.options.now();
    this.roster = new Roster(this.kinds, this.options.settings, this.around);
    for (const name of MOMENT_EVENTS) addEventListener(name, this.onMoment, true);
    this.stopBeat = startBeat(() => this.beat());
    this.setInputs(this.camera);
  }

  stop(): void {
    this.stopBeat?.();
    for (const name of MOMENT_EVENTS) removeEventListener(name, this.onMoment, true);
    this.setInputs(null);
    this.sound.stop();
    this.inference.stop();
    this.roster?.end();
    this.roster = null;
    this.modelsAsked = false;
  }

  /** The camera's stream, with the microphone's track. */
  setCamera(stream: MediaStream | null): void {
    this.camera = stream;
    if (this.roster) this.setInputs(stream);
  }

  setScreen(stream: MediaStream | null, surface: "monitor" | "window" | "browser" | null): void {
    this.around.screen = { stream, surface };
  }

  /** While Fairseat's own dialog or a permission prompt is open; returns what ends it. */
  suspend(): () => void {
    let open = true;
    this.dialogs++;
    return () => {
      if (!open) return;
      open = false;
      this.dialogs--;
      this.quietUntil = this.options.now() + FOCUS_RETURNS_MS;
    };
  }

  /** What the student goes without is not asked for any more. */
  setRequired(required: EngineOptions["required"]): void {
    this.around.required = required;
  }

  setCall(active: boolean): void {
    this.around.inCall = active;
  }

  setReference(reference: Reference): void {
    this.around.reference = { ...this.around.reference, ...reference };
  }

  /** Another live tab holds the session. */
  setSecondTab(on: boolean): void {
    this.around.secondTabSince = on ? (this.around.secondTabSince ?? this.options.now()) : null;
  }

  /** The server wants to see the face at once. */
  lookAgain(): void {
    this.faceLooks?.asked();
  }

  private setInputs(stream: MediaStream | null): void {
    this.pictures.setStream(stream);
    this.sound.setStream(stream);
  }

  private beat(): void {
    const now = this.options.now();
    this.beats++;
    this.lookAround();
    if (this.beats % BEATS_A_PICTURE === 0) this.pictures.look();
    this.listen(now);
    this.feedModels(now);
    this.tellSeconds(now);
  }

  private feedModels(now: number): void {
    if (!this.modelsAsked && now - this.startedAt >= MODELS_AFTER_MS) {
      this.modelsAsked = true;
      this.inference.start();
    }
    this.inference.beat();
  }

  private lookAround(): void {
    const now = this.options.now();
    this.roster?.give("moment", { at_ms: now }, this.dialogs > 0 || now < this.quietUntil);
  }

  /** A breath later: while the focus moves into the exam's frame, for an instant nobody has it. */
  private readonly onMoment = () => void setTimeout(() => this.lookAround(), 50);

  private seePicture({ picture, forModels, copy }: PictureLook): void {
    this.sight.dark = picture.copy !== null && isDark(lightOf(picture.copy));
    this.roster?.give("picture", picture);
    this.inputs.picture(picture);
    const now = this.options.now();
    const { faces } = this.inference.states;
    if (faces !== "ready") this.faceLooks?.withoutDetector(picture.at_ms, faces !== "loading", copy);
    if (!this.inference.idle || !this.pace.due(now)) return;
    const drawn = forModels();
    if (!drawn) return;
    this.pace.sent(now);
    const frame = this.faceLooks?.wanted ? copy() : null;
    if (frame) this.faceLooks?.keep(drawn.at_ms, frame);
    this.inference.look(drawn, this.objectsAreDue(now));
  }

  private sawFaces({ at_ms, faces }: FacesLook): void {
    this.sight.lookedAt = at_ms;
    if (faces.some(({ score, height }) => score >= FACE.score && height >= FACE.height)) this.sight.faceAt = at_ms;
  }

  private objectsAreDue(now: number): boolean {
    const due = this.inference.states.objects === "ready" && this.objectPace.due(now);
    if (due) this.objectPace.sent(now);
    return due;
  }

  /** Once a second, for the second that ended. */
  private listen(now: number): void {
    const second = Math.floor(now / 1000);
    if (second === this.soundSecond) return;
    this.soundSecond = second;
    const state = trackState(this.camera?.getAudioTracks()[0]);
    const look: Looks["sound"] = { at_ms: second * 1000 - 1, state, level: this.sound.takeLevel() };
    this.roster?.give("sound", look);
    this.inputs.sound(look);
  }

  private makeFaceLooks(): FaceLooks | null {
    const { settings, comparesFaces, now, online, onLook } = this.options;
    const { every_s = 60, after_absence_s = 5 } = settings.face_mismatch?.parameters ?? {};
    if (!comparesFaces || !settings.face_mismatch) return null;
    return new FaceLooks({ parameters: { every_s, after_absence_s }, now, online, onLook });
  }

  private makeInference(): Inference {
    return new Inference(modelsOf(this.kinds), {
      now: () => this.options.now(),
      faces: (look) => {
        this.pace.done(this.options.now());
        this.sawFaces(look);
        this.roster?.give("faces", look);
        this.faceLooks?.saw(look.at_ms, look.faces);
      },
      speech: (probabilities, powers) =>
        this.roster?.give("speech", { at_ms: this.options.now(), probabilities, powers }),
      objects: (look) => {
        this.objectPace.done(look.took_ms, look.objects.length > 0);
        this.roster?.give("objects", look);
      },
      changed: (states) => this.modelsChanged(states),
    });
  }

  private modelsChanged(states: Record<ModelName, ModelState>): void {
    for (const { name, models = [] } of this.kinds) {
      if (models.some((model) => states[model] === "failed")) this.failed.add(name);
      if (models.every((model) => states[model] === "ready")) this.failed.delete(name);
    }
    this.tellStatus();
  }

  private get unavailable(): string[] {
    return [...this.cannotRun, ...this.failed];
  }

  private tellSeconds(now: number): void {
    const told = this.roster?.closed(now) ?? [];
    for (const second of told) this.options.onSecond({ ...second, unavailable: this.unavailable });
    if (told.length > 0) this.tellStatus();
  }

  private tellStatus(): void {
    const { faces, speech } = this.inference.states;
    const looksPerSecond = this.pace.perSecond(this.options.now());
    this.told.value = { faces, voice: speech, looksPerSecond, unavailable: this.unavailable };
  }
}
