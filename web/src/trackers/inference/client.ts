/** The page's side of the models: starts the worker, keeps one picture in it at a time, tries again what failed. */

import { type FacesLook, type FromWorker, MODELS, type ModelName, type ObjectsLook, type ToWorker } from "./protocol";
import type { RuntimeName } from "./runtime";

export type ModelState = "loading" | "ready" | "failed" | "off";

export interface InferenceEvents {
  faces(look: FacesLook): void;
  speech(probabilities: number[], powers: number[]): void;
  objects(look: ObjectsLook): void;
  changed(states: Record<ModelName, ModelState>): void;
  now(): number;
}

export interface CameraPicture {
  at_ms: number;
  rgba: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
}

const RETRY_FIRST_MS = 5000;
const RETRY_MOST_MS = 60_000;
/** A look that takes this long is lost: the worker hangs or died. */
const LOST_MS = 20_000;

export class Inference {
  readonly states: Record<ModelName, ModelState>;
  private worker: Worker | null = null;
  private sentAt: number | null = null;
  private retryAt: number | null = null;
  private retryAfter = RETRY_FIRST_MS;
  private runtime: RuntimeName = "lean";
  private readonly online = () => {
    if (this.retryAt !== null) this.retryAt = this.events.now();
  };

  constructor(private readonly models: readonly ModelName[], private readonly events: InferenceEvents) {
    const stateOf = (model: ModelName): ModelState => (models.includes(model) ? "loading" : "off");
    this.states = {} as Record<ModelName, ModelState>; // filled one by one: Object.fromEntries needs Chrome 73
    for (const model of MODELS) this.states[model] = stateOf(model);
  }

  start(): void {
    if (this.models.length === 0) return;
    addEventListener("online", this.online);
    this.begin(this.models);
  }

  stop(): void {
    removeEventListener("online", this.online);
    this.end();
    this.retryAt = null;
  }

  private end(): void {
    this.worker?.terminate();
    this.worker = null;
  }

  /** Where the microphone's samples go; a new one after each `begin`, because a dead worker takes its end along. */
  soundPort: (port: MessagePort) => void = () => undefined;

  get idle(): boolean {
    return this.states.faces === "ready" && this.sentAt === null;
  }

  /** `objects`: look for them as well, if their model is there. */
  look(picture: CameraPicture, objects = false): void {
    if (!this.idle) return;
    this.sentAt = this.events.now();
    this.send({ kind: "picture", ...picture, objects: objects && this.states.objects === "ready" }, [picture.rgba.buffer]);
  }

  /** Called at every beat. */
  beat(): void {
    const now = this.events.now();
    if (this.sentAt !== null && now - this.sentAt > LOST_MS) this.fail(this.models);
    if (this.retryAt !== null && now >= this.retryAt) this.retry();
  }

  private begin(models: readonly ModelName[]): void {
    this.retryAt = null;
    this.set(models, "loading");
    try {
      if (!this.worker) this.startWorker();
      this.send({ kind: "load", models: [...models], runtime: this.runtime });
    } catch {
      this.fail(models);
    }
  }

  private startWorker(): void {
    const worker = new Worker(new URL("./inference.worker.ts", import.meta.url));
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.hear(data);
    worker.onerror = () => this.fail(this.models);
    this.worker = worker;
    this.sentAt = null;
    if (!this.models.includes("speech")) return;
    const { port1, port2 } = new MessageChannel();
    this.send({ kind: "sound", port: port1 }, [port1]);
    this.soundPort(port2);
  }

  private hear(message: FromWorker): void {
    if (message.kind === "ready") this.ready(message.model);
    if (message.kind === "failed" && message.broken && this.runtime === "lean") return this.useWholeRuntime();
    if (message.kind === "failed") this.fail([message.model]);
    if (message.kind === "speech") this.events.speech(message.probabilities, message.powers);
    if (message.kind === "objects") this.events.objects(message.look);
    if (message.kind !== "faces") return;
    this.sentAt = null;
    if (message.look) this.events.faces(message.look);
  }

  /** Some browser calls what no test of ours has called: the whole runtime has it. */
  private useWholeRuntime(): void {
    this.runtime = "runtime";
    this.end();
    this.begin(this.models);
  }

  private ready(model: ModelName): void {
    this.set([model], "ready");
    this.retryAfter = RETRY_FIRST_MS;
  }

  private fail(models: readonly ModelName[]): void {
    if (models.includes("faces")) this.sentAt = null;
    this.set(models, "failed");
    this.retryAt ??= this.events.now() + this.retryAfter;
    this.retryAfter = Math.min(RETRY_MOST_MS, this.retryAfter * 2);
  }

  /** A runtime that failed to start stays broken for its worker's life, so when all failed the worker is new too. */
  private retry(): void {
    const failed = this.models.filter((model) => this.states[model] === "failed");
    if (failed.length === this.models.length) this.end();
    this.begin(failed);
  }

  private set(models: readonly ModelName[], state: ModelState): void {
    for (const model of models) this.states[model] = state;
    this.events.changed(this.states);
  }

  private send(message: ToWorker, transfer: Transferable[] = []): void {
    this.worker?.postMessage(message, transfer);
  }
}
