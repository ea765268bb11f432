/** The equipment check: six measurements, each with its own cure, each tried again on its own. */

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { TrackerSetting } from "../../wire/messages.ts";
import { Refusal } from "../../wire/http.ts";
import { isBlack, isDark, type Light } from "../../trackers/light.ts";
import { isAway } from "./backoff.ts";
import type { LineState } from "./connection.ts";
import type { Devices } from "./devices.ts";
import { lookedAt } from "./looked.ts";
import type { Loudness } from "./loudness.ts";
import { Photo } from "./photo.ts";
import { neededOf } from "./stage.ts";
import { RecordingTrial } from "./trial.ts";
import {
  type CheckName, failed, OK, type Result, storageResult, TODO, uplinkResult, WORKING,
} from "./verdicts.ts"; // prettier-ignore
import type { BrowserProblem, Input, Sitting, Stop, World } from "./world.ts";

const AGAIN_MS = 5000;
/** A proxy that knows no WebSockets lets everything else through. */
const BLOCKED_AFTER_MS = 10_000;
const DARK_LOOKS = 4;
const FACE_TRACKERS = ["face_mismatch", "similar_profile"];

export interface Check extends Result {
  name: CheckName;
}

export interface CheckParts {
  devices: Devices;
  loudness: Loudness;
  line: ReadonlySignal<LineState>;
  sitting: ReadonlySignal<Sitting | null>;
  sendPhoto(photo: Blob): Promise<void>;
}

export class Checks {
  readonly unavailable = signal<string[]>([]);
  readonly photo: Photo;
  readonly trial: RecordingTrial;
  private readonly uplink = signal<Result>(TODO);
  private readonly storage = signal<Result>(TODO);
  private readonly browser = signal<Result>(TODO);
  private readonly sight = signal<"black" | "dim" | null>(null);
  private darkLooks = 0;
  private heard: MediaStreamTrack | null = null;
  private readonly lineIsLate = signal(false);
  private stops: Stop[] = [];

  constructor(
    private readonly world: World,
    private readonly parts: CheckParts,
  ) {
    this.trial = new RecordingTrial(parts.devices, (source, stream) =>
      world.capture.tryRecording(source, stream, this.maySendStills));
    this.photo = new Photo({
      sitting: parts.sitting,
      camera: () => (this.resultOf("camera").state === "ok" ? parts.devices.camera.value : null),
      take: (stream) => world.capture.takePhoto(stream),
      send: (photo) => parts.sendPhoto(photo),
    });
  }

  readonly all = computed<Check[]>(() => {
    const needed = neededOf(this.parts.sitting.value?.sources ?? {});
    const face: CheckName[] = this.photo.wanted ? ["face"] : [];
    const recording: CheckName[] = needed.length ? ["recording"] : [];
    const names: CheckName[] = ["browser", ...needed, ...face, ...recording, "connection", "storage"];
    return names.map((name) => ({ name, ...this.resultOf(name) }));
  });
  /** The browser itself keeps the student out: nothing else here is worth a click or a permission. */
  readonly stands = computed(() => this.browser.value.state === "failed");
  readonly passed = computed(() => this.all.value.every((check) => check.state === "ok"));

  start(): void {
    if (this.stops.length) return;
    this.unavailable.value = this.foresee().unavailable;
    const timer = setInterval(() => this.again(), AGAIN_MS);
    const late = setTimeout(() => { this.lineIsLate.value = true; }, BLOCKED_AFTER_MS); // prettier-ignore
    this.stops = [
      () => clearInterval(timer),
      () => clearTimeout(late),
      this.world.page.onOnline(() => this.again()),
      effect(() => this.listen()),
      this.photo.start(),
      this.trial.start(),
    ];
    for (const name of ["browser", "storage", "connection"] as const) void this.run(name);
    void this.openWhatIsAllowed();
  }

  stop(): void {
    for (const stop of this.stops) stop();
    this.stops = [];
  }

  /** What this browser cannot do for this template, without asking for anything: told before consent, too. */
  foresee(): { problem: BrowserProblem | null; unavailable: string[]; stills: boolean } {
    const { sources = {}, trackers = {} } = this.parts.sitting.value ?? {};
    const settings = trackers as Record<string, TrackerSetting>;
    const looked = lookedAt(settings, sources);
    const cannot = [...this.world.unavailableTrackers(settings), ...this.unseen(settings)];
    const stills = this.maySendStills && !this.world.page.records();
    return { problem: this.world.page.problem(sources), unavailable: cannot.filter((name) => looked.includes(name)), stills };
  }

  /** By a click: one check alone. */
  async run(name: CheckName): Promise<void> {
    if (name === "camera" || name === "microphone") await this.openInput(name);
    else if (name === "screen") await this.parts.devices.openScreen();
    else if (name === "face") await this.photo.take();
    else if (name === "recording") await this.trial.run();
    else if (name === "connection") await this.measureLine();
    else if (name === "storage") this.storage.value = storageResult(await this.world.capture.checkStorage());
    else this.checkBrowser();
  }

  /** Twice a second while the picture is shown. */
  readonly sawPicture = (light: Light): void => {
    this.darkLooks = isDark(light) ? this.darkLooks + 1 : 0;
    if (!this.darkLooks) this.sight.value = null;
    else if (this.darkLooks >= DARK_LOOKS) this.sight.value = isBlack(light) ? "black" : "dim";
  };

  /** What is kept on the timeline. */
  async report(): Promise<{ items: Record<string, unknown>[]; browser: Record<string, unknown> }> {
    const items = this.all.value.map(({ name, state, cause, note, detail }) => ({
      name, ok: state === "ok", detail: { ...detail, ...(cause && { cause }), ...(note && { note }) },
    })); // prettier-ignore
    const facts = await this.world.capture.browserFacts().catch(() => ({}));
    return { items, browser: { ...facts, unavailable: this.unavailable.value } };
  }

  private resultOf(name: CheckName): Result {
    if (name === "browser") return this.browser.value;
    if (name === "storage") return this.storage.value;
    if (name === "connection") return this.lineResult();
    if (name === "face") return this.photo.result.value;
    if (name === "recording") return this.trial.result.value;
    if (name === "screen") return this.deviceResult("screen", () => this.screenResult());
    if (name === "camera") return this.deviceResult("camera", () => this.pictureResult());
    return this.deviceResult("microphone", () => this.soundResult());
  }

  /** What this server cannot compare. */
  private unseen(settings: Record<string, TrackerSetting>): string[] {
    const { wanted = false, available = false } = this.parts.sitting.value?.face ?? {};
    return wanted && !available ? FACE_TRACKERS.filter((name) => settings[name]) : [];
  }

  private deviceResult(name: Input | "screen", opened: () => Result): Result {
    const { live, problems, prompting } = this.parts.devices;
    if (live.value[name]) return opened();
    const problem = problems.value[name];
    if (problem) return failed(problem);
    return prompting.value ? WORKING : TODO;
  }

  private screenResult(): Result {
    return { ...OK, detail: { surface: this.parts.devices.screen.value?.surface ?? null } };
  }

  /** A dim room is no reason to keep anybody out, a picture in which there is nothing to see is. */
  private pictureResult(): Result {
    const { muted, used } = this.parts.devices;
    if (muted.value.camera) return failed("muted");
    if (this.sight.value === "black") return failed("dark");
    const good = { ...OK, detail: { label: used.value.camera?.label } };
    return this.sight.value === "dim" ? { ...good, note: "dim" } : good;
  }

  private soundResult(): Result {
    const { heard, trouble, unmeasured, reference } = this.parts.loudness;
    const { muted, used } = this.parts.devices;
    if (muted.value.microphone) return failed("muted");
    const good = { ...OK, detail: { ...reference, label: used.value.microphone?.label } };
    if (heard.value) return good;
    if (unmeasured.value) return { ...good, note: "unmeasured" };
    if (trouble.value === "quiet") return { ...good, note: "quiet" };
    return trouble.value ? failed(trouble.value) : WORKING;
  }

  private lineResult(): Result {
    const uplink = this.uplink.value;
    if (uplink.state !== "ok" || this.parts.line.value === "open") return uplink;
    return this.lineIsLate.value ? failed("blocked") : WORKING;
  }

  private get maySendStills(): boolean {
    return !!this.parts.sitting.value?.sources["stills"];
  }

  /** Open and of no use: only another start can cure a device that hangs. */
  private async openInput(input: Input): Promise<void> {
    const { devices } = this.parts;
    if (devices.prompting.value) return;
    if (devices.live.value[input] && this.resultOf(input).state === "failed") {
      devices.drop(input);
      if (input === "camera") this.forgetSight();
    }
    await devices.openInputs();
  }

  private forgetSight(): void {
    this.darkLooks = 0;
    this.sight.value = null;
  }

  private checkBrowser(): void {
    const { problem } = this.foresee();
    this.browser.value = problem ? failed(problem) : OK;
  }

  private async measureLine(): Promise<void> {
    this.uplink.value = WORKING;
    try {
      this.uplink.value = uplinkResult(await this.world.capture.measureUplink());
    } catch (fault) {
      this.uplink.value = failed(isAway(fault) ? "unreachable" : "unknown");
      if (!(fault instanceof Refusal)) throw fault;
    }
  }

  /** What may have been cured without a word from the browser. */
  private again(): void {
    if (this.uplink.value.cause === "unreachable" || this.uplink.value.cause === "unknown") void this.run("connection");
    if (this.storage.value.state === "failed") void this.run("storage");
  }

  /** No prompt comes up: the student has allowed it before. */
  private async openWhatIsAllowed(): Promise<void> {
    const inputs = this.parts.devices.missing.value.filter((device): device is Input => device !== "screen");
    const allowed = await Promise.all(inputs.map((input) => this.world.page.permitted(input)));
    if (inputs.length && allowed.every(Boolean)) await this.parts.devices.openInputs();
  }

  private listen(): Stop | undefined {
    const stream = this.parts.devices.camera.value;
    const track = stream?.getAudioTracks()[0];
    if (!stream || !track) return undefined;
    const { loudness } = this.parts;
    if (track !== this.heard) loudness.forget(); // another camera alone need not hear the voice again
    this.heard = track;
    const onStuck = (): void => { loudness.unmeasured.value = true; }; // prettier-ignore
    return this.world.capture.watchLevel(stream, (dbfs) => loudness.look(dbfs), onStuck);
  }
}
