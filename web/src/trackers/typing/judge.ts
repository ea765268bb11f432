/** Windows of typing held against what was learned of the person. Pure. */

import type { Answer } from "../tracker";
import { BLOCK_KEYS, type Block, Model, MOST_BLOCKS, Tally } from "./model";

export type Parameter = "learned_keys" | "window_s" | "least_keys" | "on_percentile" | "off_percentile";

/** What is known of the student when the exam begins: of earlier sessions, and of this one before a reload. */
export interface Learned {
  earlier: readonly (readonly Block[])[];
  own: readonly Block[];
}

const RUNNING = 2; // windows

export class TypingJudge {
  answer: Answer = null;
  /** Distance of the last window over the bound it must not pass. */
  ratio: number | null = null;
  private own: Block[];
  private waiting: Block[] = []; // of this window; learned once it is known to be usual
  private block = new Tally();
  private window = new Tally();
  private until: number;
  private beyond = 0;
  private model: Model;

  constructor(
    private readonly parameters: Record<Parameter, number>,
    private readonly known: Learned,
    now_ms: number,
    private readonly learned: (own: readonly Block[]) => void,
  ) {
    this.own = [...known.own];
    this.model = this.newModel();
    this.until = now_ms + parameters.window_s * 1000;
  }

  time(feature: string, ms: number): void {
    this.block.time(feature, ms);
    this.window.time(feature, ms);
  }

  key(): void {
    this.window.keys++;
    if (++this.block.keys < BLOCK_KEYS) return;
    const { block, isBlurred } = this.block;
    this.block = new Tally();
    if (isBlurred) return;
    if (this.isLearning) this.learn([block]);
    else this.waiting.push(block);
  }

  /** As time goes on. */
  tick(now_ms: number): void {
    if (now_ms < this.until) return;
    this.until = now_ms + this.parameters.window_s * 1000;
    const { window, waiting } = this;
    [this.window, this.waiting] = [new Tally(), []];
    this.judge(window, waiting);
  }

  private get isLearning(): boolean {
    return this.model.keys < this.parameters.learned_keys || this.model.bound(this.parameters.on_percentile) === null;
  }

  private judge(window: Tally, waiting: readonly Block[]): void {
    const { least_keys, on_percentile, off_percentile } = this.parameters;
    const [on, off] = [this.model.bound(on_percentile), this.model.bound(off_percentile)];
    const isEnough = !this.isLearning && window.keys >= least_keys && !window.isBlurred;
    const far = isEnough ? this.model.distance(window.block) : null;
    if (far === null || on === null || off === null) return this.cannotTell();
    this.ratio = far / on;
    this.beyond = far > on ? this.beyond + 1 : 0;
    if (this.beyond >= RUNNING) this.answer = true;
    else if (far < off || this.answer === null) this.answer = false;
    if (far < off) this.learn(waiting);
  }

  private cannotTell(): void {
    [this.answer, this.beyond, this.ratio] = [null, 0, null];
  }

  private learn(blocks: readonly Block[]): void {
    if (!blocks.length) return;
    this.own = [...this.own, ...blocks].slice(-MOST_BLOCKS);
    this.model = this.newModel();
    if (!this.isLearning) this.learned(this.own);
  }

  private newModel(): Model {
    return new Model([...this.known.earlier, this.own]);
  }
}
