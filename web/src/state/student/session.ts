/** Everything of one session, from the checks to the last chunk. */

import { computed, effect, signal, untracked } from "@preact/signals";
import type { Reference } from "../../trackers/tracker.ts";
import type { Troubles } from "../../trackers/troubles.ts";
import { Refusal } from "../../wire/http.ts";
import type { EndMoved, RecordingMissed, StudentServerMessage, StudentWelcomed, TrackerSetting } from "../../wire/messages.ts";
import { answersTo } from "./answering.ts";
import type { Answers } from "./answers.ts";
import { isAway, untilReached } from "./backoff.ts";
import { Chat } from "./chat.ts";
import { Checks } from "./checks.ts";
import type { Connection } from "./connection.ts";
import { DeviceNews } from "./device_news.ts";
import { Devices } from "./devices.ts";
import { Ending } from "./ending.ts";
import { Ends } from "./ends.ts";
import type { Entry } from "./entry.ts";
import { hear, type Hearing } from "./hearing.ts";
import { Help } from "./help.ts";
import { Lesson } from "./lesson.ts";
import { Loudness } from "./loudness.ts";
import { promptOf } from "./prompts.ts";
import { Reopening } from "./reopened.ts";
import { watchReturn } from "./returning.ts";
import { KeptRhythm } from "./rhythm.ts";
import { Running } from "./running.ts";
import { isLive, isOver, neededOf, type Stage, stageOf } from "./stage.ts";
import { announce, listenForTabs } from "./tabs.ts";
import { Warnings } from "./warnings.ts";
import { type Clock, type Input, type Keep, keptUnder, type Sitting, type Stop, type World } from "./world.ts";

const REFERENCE = "reference";

export class Session {
  readonly connection: Connection;
  readonly devices: Devices;
  readonly loudness = new Loudness();
  readonly checks: Checks;
  readonly lesson: Lesson;
  readonly chat: Chat;
  readonly help: Help;
  readonly answers: Answers;
  readonly warnings: Warnings;
  readonly ending: Ending;
  readonly ends = new Ends();
  readonly rhythm: KeptRhythm;
  readonly deviceNews: DeviceNews;
  readonly reopening: Reopening;
  /** What is wrong with camera and microphone while the exam runs, as far as the student can cure it. */
  readonly troubles = signal<Troubles>({ camera: null, microphone: null });
  /** The last thing the student asked for, if it was refused. */
  readonly fault = signal<Refusal | null>(null);
  readonly busy = signal(false);
  /** Sources of which the server has missed a recording for a while, and why. */
  readonly missed = signal<RecordingMissed["sources"]>({});
  /** The exam went on after a reload: devices are opened anew. */
  readonly resumed = signal(false);
  private readonly keep: Keep;
  private running: Running | null = null;
  private stops: Stop[] = [];
  private begun = false;
  private welcomes = 0;
  /** Reopened: a new life of the page goes on. */
  private readonly returning = signal(false);

  constructor(
    private readonly world: World,
    private readonly entry: Entry,
    private readonly clock: Clock,
    first: Sitting,
    makeConnection: (handlers: ConstructorParameters<typeof Connection>[3]) => Connection,
  ) {
    this.keep = keptUnder(`fairseat.${first.session}`, world.keep);
    this.devices = new Devices(world, () => neededOf(this.sitting.sources));
    this.connection = makeConnection({
      onWelcome: (message) => this.welcomed(message),
      onMessage: (message) => this.hear(message),
      onHeld: () => void this.yield(),
      onPutOut: () => void this.letGo(),
      onLost: (source) => this.running?.lost(source),
    });
    const { newId } = world.page;
    const send = this.connection.send.bind(this.connection);
    const now = () => clock.now();
    this.chat = new Chat({ send, newId, now, keep: this.keep });
    this.help = new Help({ send, newId, now });
    this.answers = answersTo(world.ask, clock, this.keep);
    this.warnings = new Warnings(this.keep);
    this.checks = new Checks(world, {
      devices: this.devices, loudness: this.loudness, line: this.connection.state, sitting: entry.sitting,
      sendPhoto: (photo) => entry.photograph(photo),
    }); // prettier-ignore
    this.lesson = new Lesson(world.gaze, {
      camera: this.devices.camera,
      wanted: () => !!this.sitting.sources.camera && isOn(this.sitting, "looking_away"),
      random: Math.random,
      wider: () => world.page.screenOverWindow(),
    });
    this.ending = this.makeEnding();
    this.rhythm = new KeptRhythm(world.ask);
    this.deviceNews = new DeviceNews({
      devices: this.devices, page: world.page, now, post: (news) => world.ask("POST", "/api/sitting/device", news),
    }); // prettier-ignore
    this.reopening = new Reopening(async () => {
      await this.entry.refresh();
      return !isLive(this.sitting.state);
    }, now);
    this.chat.recall(first.chat);
    this.follow();
  }

  readonly stage = computed<Stage>(() =>
    stageOf({
      sitting: this.sitting,
      fault: false,
      held: this.connection.state.value === "held",
      out: this.connection.putOut.value !== null,
      ending: this.ending.busy.value,
      returning: this.returning.value,
      equipped: this.devices.complete.value,
    }),
  );

  readonly prompt = computed(() =>
    promptOf({
      warning: this.warnings.first.value,
      missing: this.devices.missing.value,
      problems: this.devices.problems.value,
      prompting: this.devices.prompting.value,
      recovering: this.devices.recovering.value,
      leftFullscreen: this.wantsFullscreen && !this.world.page.fullscreen.on.value,
    }),
  );

  get sitting(): Sitting {
    return this.entry.sitting.value as Sitting;
  }

  /** When it is over: sources of which nothing was recorded, as far as anybody knows. */
  readonly unrecorded = computed(() => {
    const made: readonly string[] = this.status.value.made;
    return this.sitting.unrecorded.filter((source) => !made.includes(source));
  });

  get status() {
    return this.connection.pipeline.status;
  }

  // --- what the student does --------------------------------------------------------------------------------------

  /** `keepTyping`: undefined where the exam does not ask. `similarFaces`: the face may be compared with other students'. */
  consent({ keepTyping, similarFaces }: { keepTyping: boolean | undefined; similarFaces: boolean }): Promise<void> {
    const version = this.sitting.rules_version;
    const said = { version, keep_typing: keepTyping ?? null, similar_faces: similarFaces };
    return this.act(() => this.entry.change("consent", said));
  }

  passCheck(): Promise<void> {
    return this.act(async () => {
      const { items, browser } = await this.checks.report();
      const { report } = this.lesson;
      await this.entry.change("check", { items: report ? [...items, report] : items, browser });
    });
  }

  /** With a reason, on record; the source is not asked for any more. */
  goWithout(source: Input, reason: string): Promise<void> {
    return this.act(async () => {
      await this.entry.change("without", { source, reason });
      this.devices.drop(source);
    });
  }

  hearMicrophone(): Hearing {
    return hear(this.devices, this.world.capture);
  }

  takeBack(source: Input): Promise<void> {
    return this.act(() => this.entry.takeBack(source));
  }

  /** In the handler of a click: devices that are not open yet, and fullscreen, insist on one. */
  begin(): Promise<void> {
    return this.act(async () => {
      if (!this.devices.complete.value) await this.openDevices();
      if (!this.devices.complete.value) return;
      if (this.wantsFullscreen) void this.world.page.fullscreen.enter();
      this.begun = true;
      await this.entry.change("start");
    });
  }

  /** In the handler of a click. */
  async openDevices(): Promise<void> {
    if (this.devices.missing.value.includes("screen")) await this.devices.openScreen();
    await this.devices.openInputs();
  }

  enterFullscreen(): void {
    void this.world.page.fullscreen.enter();
  }

  finish(): void {
    void this.ending.begin("finished");
  }

  // --- what happens -----------------------------------------------------------------------------------------------

  timeIsOver(): void {
    if (this.sitting.state === "running") void this.ending.begin("time_over");
  }

  private get wantsFullscreen(): boolean {
    return !!this.sitting.sources.fullscreen && this.world.page.fullscreen.offered;
  }

  private follow(): void {
    this.watchReopening();
    if (isOver(this.sitting.state)) this.handInRest();
    watchReturn(this.devices, this.world.page);
    effect(() => {
      const stage = this.stage.value;
      untracked(() => this.enterStage(stage));
    });
    effect(() => this.world.page.guard(this.stage.value === "exam" || this.stage.value === "ending"));
    effect(() => {
      if (this.ending.done.value) untracked(() => void this.leave());
    });
  }

  /** An exam that ended in an earlier life of the page. */
  private handInRest(): void {
    this.answers.recall(this.sitting.answers, true);
    void this.ending.sendRest();
  }

  /** Nothing is left of the old life in the new one; what was not sent yet is in the outbox. */
  private watchReopening(): void {
    let over = false;
    effect(() => {
      const { state } = this.sitting;
      if (over && isLive(state)) untracked(() => this.comeBack());
      over = isOver(state);
    });
  }

  private comeBack(): void {
    this.returning.value = true; // the page may be left without a question from now on
    this.world.page.reload();
  }

  private enterStage(stage: Stage): void {
    if (isLive(this.entry.sitting.peek()?.state ?? "scheduled")) this.connection.open();
    if (stage === "equipment") {
      this.checks.start();
      this.lesson.start();
    } else this.lesson.stop();
    if (stage === "exam") this.run();
  }

  private run(): void {
    if (this.running) return;
    this.checks.stop();
    this.answers.recall(this.sitting.answers);
    this.resumed.value = !this.begun;
    const { devices, clock } = this;
    const { pipeline } = this.connection;
    const sitting = this.entry.sitting.peek() as Sitting;
    const running = new Running(this.world, {
      sitting, sources: computed(() => this.sitting.sources), devices, pipeline, clock, reference: this.reference(), online: () => this.connection.state.value === "open",
      cannotRecord: (source) => this.checks.trial.onlyStills.includes(source),
    }); // prettier-ignore
    this.running = running;
    this.stops = [
      this.deviceNews.start(),
      effect(() => { this.troubles.value = running.engine.troubles.value; }), // prettier-ignore
    ];
    listenForTabs(this.world.page, sitting.session, (there) => this.running?.engine.setSecondTab(there));
    void devices.openInputs();
  }

  /** Measured in the check of this life of the page, or of an earlier one. */
  private reference(): Reference {
    const { reference, followed } = this.lesson.learned.value ?? {};
    const measured = { ...this.loudness.reference, ...(reference && { gaze: reference }), ...(followed != null && { followed }) };
    const kept = JSON.parse(this.keep.get(REFERENCE) ?? "{}") as Reference;
    const known = { ...kept, ...measured };
    this.keep.set(REFERENCE, JSON.stringify(known));
    return known;
  }

  private welcomed({ state, ends_at_ms, help }: StudentWelcomed): void {
    this.welcomes += 1;
    this.missed.value = {};
    this.help.welcomed(help);
    this.chat.resend();
    void this.answers.flush();
    if (ends_at_ms !== null) {
      const ends_at = new Date(ends_at_ms).toISOString();
      if (state === "running") this.ends.compare(this.sitting.ends_at, ends_at);
      this.entry.amend({ ends_at });
    }
    // What was said or decided while the line was down.
    if (this.welcomes > 1 || state !== this.sitting.state) void this.catchUp();
  }

  private async catchUp(): Promise<void> {
    const before = this.sitting.state;
    try {
      await this.entry.refresh();
    } catch (fault) {
      if (!isAway(fault)) this.fault.value = fault as Refusal;
      return;
    }
    this.chat.recall(this.sitting.chat);
    if (isLive(before) && isOver(this.sitting.state)) this.over(this.sitting.state);
  }

  private hear(message: StudentServerMessage): void {
    if (message.type === "chat_said") this.chat.hear(message);
    else if (message.type === "help_answered") this.help.answered(message);
    else if (message.type === "warned") this.warnings.hear(message);
    else if (message.type === "refused" && message.of === "send_chat") this.chat.refused(message);
    else if (message.type === "refused" && message.of === "call_for_help") this.help.refused(message);
    else if (message.type === "session_moved") this.moved(message);
    else if (message.type === "end_moved") this.endMoved(message);
    else if (message.type === "recording_missed") this.missed.value = message.sources;
    else if (message.type === "look_requested") this.running?.engine.lookAgain();
  }

  private moved({ state, reason = "", ends_at_ms }: Extract<StudentServerMessage, { type: "session_moved" }>): void {
    const before = this.sitting.state;
    const next = state as Sitting["state"];
    this.entry.amend({ state: next, reason });
    if (ends_at_ms) this.entry.amend({ ends_at: new Date(ends_at_ms).toISOString() });
    if (isLive(before) && isOver(next)) this.over(next);
    else if (before !== next) void this.catchUp();
  }

  /** Before the start there is no end yet, but the time that the student will have is another one. */
  private endMoved({ ends_at_ms, minutes, reason }: EndMoved): void {
    if (ends_at_ms === null) {
      void this.catchUp();
      return;
    }
    const endsAt = new Date(ends_at_ms).toISOString();
    this.entry.amend({ ends_at: endsAt });
    this.ends.tell({ minutes, endsAt, reason });
  }

  private over(state: Sitting["state"]): void {
    if (state === "expired") void this.stop();
    else void this.ending.begin(state === "terminated" ? "terminated" : "time_over");
  }

  /** Another page holds the session now: this one lets go of everything. */
  private async yield(): Promise<void> {
    announce(this.world.page, this.sitting.session);
    await this.letGo();
  }

  /** Devices are off; what was recorded and has not arrived stays in the browser. */
  private async letGo(): Promise<void> {
    await this.stop();
    await this.connection.pipeline.close();
  }

  private async stop(): Promise<void> {
    this.checks.stop();
    this.lesson.stop();
    for (const stop of this.stops) stop();
    await this.running?.stop();
    this.devices.close();
    if (this.wantsFullscreen) this.world.page.fullscreen.leave();
  }

  private async leave(): Promise<void> {
    this.answers.stop();
    this.keep.set(REFERENCE, null);
    await this.connection.pipeline.close();
    this.connection.close();
    // The receipt, with what has come in since the end was told.
    await untilReached(this.world.page, () => this.entry.refresh()).catch(() => undefined);
  }

  private makeEnding(): Ending {
    return new Ending(this.world, {
      stop: () => this.stop(),
      flushAnswers: () => this.answers.flush(),
      pendingAnswers: this.answers.pending,
      now: () => this.clock.now(),
      tellServer: (waiting_chunks, time_over, clicked_ms) => this.entry.change("finish", { waiting_chunks, time_over, clicked_ms }),
      goOn: () => this.comeBack(),
      pipeline: this.connection.pipeline,
      openLine: () => this.connection.open(),
    });
  }

  private async act(what: () => Promise<void>): Promise<void> {
    if (this.busy.value) return;
    this.busy.value = true;
    this.fault.value = null;
    try {
      await what();
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      this.fault.value = fault;
      if (!isAway(fault)) await this.entry.refresh().catch(() => undefined);
    } finally {
      this.busy.value = false;
    }
  }
}

const isOn = ({ trackers }: Sitting, name: string): boolean => (trackers[name] as TrackerSetting | undefined)?.on ?? false;
