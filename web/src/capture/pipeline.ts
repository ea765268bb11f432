/** From the devices to the server: recorders, outbox and sender put together. The one thing the student's page uses. */

import { type ReadonlySignal, signal } from "@preact/signals";
import { deviceNow, type ServerClock } from "../wire/clock.ts";
import type { ChunkFrame, Source } from "../wire/frames.ts";
import { newId } from "../wire/ids.ts";
import type { SendReadings, StudentServerMessage } from "../wire/messages.ts";
import { settle } from "./answers.ts";
import { stillShapeOf } from "./encoding.ts";
import { Draining, type Progress } from "./draining.ts";
import { takeTurn } from "./lock.ts";
import { Outbox } from "./outbox.ts";
import { newPace, paceAfter } from "./pace.ts";
import { SourceRecorder } from "./recorder.ts";
import { Rhythm } from "./rhythm.ts";
import { type Line, Sender } from "./sender.ts";
import { takeStill } from "./still.ts";
import { bytesOf } from "./take.ts";
import { backlogOf, NOTHING_YET, type PipelineStatus, reportOf, tally } from "./tally.ts";
import { NO_THRIFT, thriftAfter } from "./thrift.ts";
import { startTicker } from "./ticker.ts";

export type { PipelineStatus };

export interface PipelineOptions {
  session: string;
  socket: Line;
  clock: ServerClock;
  /** Still pictures may be sent where nothing can be recorded. */
  stills?: boolean;
  /** A source's device has gone, or it can no longer be recorded: ask for it again and `begin` anew. */
  onLost?(source: Source): void;
}

const BEAT_MS = 250;
const STATUS_MS = 500;
const PACE_MS = 1000;
const PING_MS = 2000;
const REPORT_MS = 5000;
const RETRY_MS = 3000;
/** On a line that lives, something is acknowledged at least this often: a key frame takes some seconds on a thin one. */
const MOVING_MS = 2500;
/** For the turn of this tab to come; another tab that holds it sends what it left behind itself. */
const LOAD_WAIT_MS = 2000;
const CORNERED_BYTES = 8_000_000;

export class Pipeline {
  readonly status: ReadonlySignal<PipelineStatus>;
  private readonly state = signal<PipelineStatus>(NOTHING_YET);
  private readonly outbox: Outbox;
  private readonly sender: Sender;
  private readonly recorders = new Map<Source, SourceRecorder>();
  private readonly opened: Promise<void>;
  private readonly adding = new Set<Promise<void>>();
  private readonly rhythm = new Rhythm(deviceNow);
  private readonly stopTicker: () => void;
  private letGo: () => void = () => undefined;
  private mayLoad = false;
  private onLoaded: () => void = () => undefined;
  private readonly loaded = new Promise<void>((resolve) => {
    this.onLoaded = resolve;
  });
  private onlineMs: number | null = null;
  private pace = newPace(deviceNow());
  private thrift = NO_THRIFT;
  private readonly made = new Set<Source>();
  private draining: Draining | null = null;

  constructor(private readonly options: PipelineOptions) {
    this.status = this.state;
    this.outbox = new Outbox(options.session);
    this.sender = new Sender(this.outbox, options.socket, deviceNow);
    this.opened = this.outbox.open().then(() => {
      this.letGo = takeTurn(`fairseat-outbox-${options.session}`, () => void this.loadEarlier());
    });
    this.stopTicker = startTicker(BEAT_MS, () => this.beat());
    addEventListener("pagehide", this.flush);
    addEventListener("beforeunload", this.flush);
  }

  /** Rejects when the browser cannot record this. Beginning again with another stream carries on the same recording. */
  async begin(source: Source, stream: MediaStream, cannotRecord = false): Promise<void> {
    await this.opened;
    this.sender.draining = false;
    await this.recorder(source).start(stream, cannotRecord);
    this.tell();
  }

  async end(source: Source): Promise<void> {
    await this.recorders.get(source)?.stop();
    await Promise.all(this.adding);
    this.tell();
  }

  addReadings(reading: Omit<SendReadings, "type" | "sequence">): void {
    void this.opened.then(() => this.outbox.addReadings(reading)).then((item) => this.sender.add(item));
  }

  /** A picture of the face, taken so long ago. */
  async addLook(picture: Blob, ageMs: number): Promise<void> {
    const takenMs = deviceNow() - ageMs;
    const frame = (await bytesOf(picture)) as Uint8Array<ArrayBuffer>;
    await this.opened;
    this.sender.add(await this.outbox.addSnapshot({ id: newId(), source: "camera", takenMs, frame, look: true }));
  }

  onMessage(message: StudentServerMessage): void {
    if (message.type === "pong") this.options.clock.onPong(message);
    else if (message.type === "snapshot_requested")
      for (const source of message.sources) void this.picture(message.id, source);
    else settle(message, this.outbox, this.sender);
  }

  /** To be called when the server has welcomed the page, not before: it takes nothing earlier. */
  socketOpened(): void {
    this.onlineMs = deviceNow();
    this.options.clock.measure();
    void this.opened.then(() => {
      if (this.onlineMs !== null) this.sender.opened();
      this.tell();
    });
  }

  socketLost(): void {
    this.onlineMs = null;
    this.sender.lost();
    this.tell();
  }

  /** After the last `end`: resolves when nothing is left to send. */
  async drain(onProgress: (left: Progress) => void): Promise<void> {
    await Promise.race([this.loaded, new Promise((resolve) => setTimeout(resolve, LOAD_WAIT_MS))]);
    await Promise.all(this.adding);
    this.sender.draining = true;
    this.draining = new Draining(onProgress);
    this.tell();
    await this.draining.done;
    this.draining = null;
  }

  async close(): Promise<void> {
    removeEventListener("pagehide", this.flush);
    removeEventListener("beforeunload", this.flush);
    await Promise.all([...this.recorders.values()].map((recorder) => recorder.stop()));
    await Promise.all(this.adding);
    this.stopTicker();
    await this.opened;
    this.sender.lost();
    this.letGo();
    this.outbox.close();
  }

  private readonly flush = (): void => {
    for (const recorder of this.recorders.values()) recorder.flush();
  };

  private recorder(source: Source): SourceRecorder {
    const known = this.recorders.get(source);
    if (known) return known;
    const onLost = (): void => {
      this.tell();
      this.options.onLost?.(source);
    };
    const onChunk = (chunk: ChunkFrame) => this.keep(chunk);
    const onSegment = (bits: number) => this.measured(source, bits);
    const { clock, stills = false } = this.options;
    const recorder = new SourceRecorder({ source, clock, stills, onChunk, onLost, onSegment });
    this.recorders.set(source, recorder);
    this.setLevels();
    return recorder;
  }

  private measured(source: Source, bits: number): void {
    this.thrift = thriftAfter(this.thrift, source, bits, this.pace.level, deviceNow());
    this.setLevels();
  }

  private setLevels(): void {
    for (const [source, recorder] of this.recorders)
      void recorder.setLevel(this.pace.level + (this.thrift.steps[source] ?? 0));
  }

  private keep(chunk: ChunkFrame): void {
    this.made.add(chunk.source);
    const added = this.outbox.addChunk(chunk).then((item) => {
      this.adding.delete(added);
      this.sender.add(item);
    });
    this.adding.add(added);
    this.rotateWhenDue(); // also without the worker's beat
  }

  private async picture(id: string, source: Source): Promise<void> {
    const track = this.recorders.get(source)?.picture;
    const takenMs = deviceNow();
    const blob = track ? await takeStill(track, stillShapeOf(source, 0)).catch(() => null) : null;
    if (!blob) return;
    const frame = (await bytesOf(blob)) as Uint8Array<ArrayBuffer>;
    this.sender.add(await this.outbox.addSnapshot({ id, source, takenMs, frame }));
  }

  private async loadEarlier(): Promise<void> {
    this.mayLoad = true;
    await this.outbox.loadEarlier();
    this.sender.reorder();
    this.onLoaded();
    this.tell();
  }

  // --- the beat ---------------------------------------------------------------------------------------------------

  private beat(): void {
    this.rotateWhenDue();
    this.options.clock.tick();
    this.sender.tick();
    this.rhythm.every("retry", RETRY_MS, () => void this.retry());
    this.rhythm.every("pace", PACE_MS, () => this.step());
    this.rhythm.every("status", STATUS_MS, () => this.tell());
    if (this.onlineMs === null) return;
    this.rhythm.every("report", REPORT_MS, () => this.options.socket.send(reportOf(this.state.value)));
    const silent = deviceNow() - this.sender.lastSpokeMs > PING_MS;
    if (silent) this.rhythm.every("ping", PING_MS, () => this.options.clock.heartbeat());
  }

  private rotateWhenDue(): void {
    for (const recorder of this.recorders.values()) recorder.tick();
  }

  private async retry(): Promise<void> {
    const before = this.outbox.storage;
    if (before === "ok") return;
    await this.opened;
    await this.outbox.retry();
    if (before === "unavailable" && this.outbox.storage === "ok" && this.mayLoad) await this.loadEarlier();
  }

  private step(): void {
    const now = deviceNow();
    const { lagMs, unsavedBytes } = tally(this.outbox.all(), now, this.onlineMs);
    const cornered = unsavedBytes > CORNERED_BYTES;
    const before = this.pace.level;
    const moving = now - this.sender.lastAnsweredMs < MOVING_MS;
    this.pace = paceAfter(this.pace, { now, onlineMs: this.onlineMs, lagMs, moving, cornered });
    if (this.pace.level === before) return;
    this.setLevels();
  }

  private tell(): void {
    const counted = tally(this.outbox.all(), deviceNow(), this.onlineMs);
    const those = (is: (recorder: SourceRecorder) => boolean) =>
      [...this.recorders].filter(([, recorder]) => is(recorder)).map(([source]) => source);
    const { waitingChunks, waitingBytes, oldestWaitingMs } = counted;
    const { storage } = this.outbox;
    const next = {
      recording: those((one) => one.recording && !one.silent),
      silent: those((one) => one.silent),
      stills: those((one) => one.sendsStills),
      made: [...this.made],
      waitingChunks,
      waitingBytes,
      oldestWaitingMs,
      storage,
      level: this.pace.level,
      online: this.onlineMs !== null,
    };
    if (JSON.stringify(next) !== JSON.stringify(this.state.value)) this.state.value = next;
    this.draining?.look(backlogOf(this.outbox.all()), next.online, deviceNow());
  }
}
