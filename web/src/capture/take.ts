/** One run of a MediaRecorder: one self-contained segment, cut into pieces. */

import { SLICE_MS } from "./encoding.ts";

export interface Piece {
  payload: Uint8Array;
  endedMs: number; // device clock
  last: boolean;
}

/** As much of a MediaRecorder as is used of it: still pictures come through the same door (`stills.ts`). */
type Heard<Event> = { listen(event: Event): void }["listen"]; // a method's parameter: a browser's own event will do
export interface Medium {
  readonly mimeType: string;
  readonly stream: MediaStream;
  readonly state: string;
  ondataavailable: Heard<{ data: Blob }> | null;
  onstop: Heard<unknown> | null;
  onerror: Heard<unknown> | null;
  start(sliceMs: number): void;
  stop(): void;
  requestData(): void;
}

/** A browser that never says "stop" must not hold up the segments that follow. */
const STOP_WAIT_MS = 3000;

/** `Blob.arrayBuffer` needs Chrome 76, Firefox 69, Safari 14. */
export function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Response(blob).arrayBuffer().then((buffer) => new Uint8Array(buffer));
}

/**
 * Hands out pieces in order, none before the segment ahead (`after`) is closed. The piece that arrives once the
 * recorder has stopped waits for the "stop" event, a few milliseconds, and carries the mark of the last; where the
 * browser had nothing left to say, an empty piece does. Empty pieces are otherwise skipped (Firefox has some).
 */
export class Take {
  readonly closed: Promise<void>;
  readonly startedMs: number;
  /** When something last came, if only the beginning. */
  heardMs: number;
  private line: Promise<void>;
  private held: Piece | null = null;
  private any = false;
  private over = false;
  private close: () => void = () => undefined;

  constructor(
    readonly media: Medium,
    after: Promise<void>,
    private readonly now: () => number,
    private readonly onPiece: (take: Take, piece: Piece) => void,
    onDied: (take: Take) => void,
  ) {
    this.line = after;
    this.startedMs = now();
    this.heardMs = this.startedMs;
    this.closed = new Promise((resolve) => {
      this.close = resolve;
    });
    media.ondataavailable = (event) => this.cut(event.data);
    media.onstop = () => {
      const expected = this.stopping;
      this.finish();
      if (!expected) onDied(this);
    };
    media.onerror = () => {
      if (media.state !== "inactive") media.stop();
    };
    media.start(SLICE_MS);
  }

  private stopping = false;

  stop(): Promise<void> {
    if (this.stopping) return this.closed;
    this.stopping = true;
    if (this.media.state === "inactive") this.finish();
    else this.media.stop();
    setTimeout(() => this.finish(), STOP_WAIT_MS);
    return this.closed;
  }

  flush(): void {
    if (this.media.state === "recording") this.media.requestData();
  }

  private cut(blob: Blob): void {
    if (!blob.size || this.over) return;
    const piece = { endedMs: this.now(), last: false };
    this.heardMs = piece.endedMs;
    const ending = this.media.state === "inactive";
    const bytes = bytesOf(blob);
    this.queue(async () => {
      this.letGo(false);
      this.held = { ...piece, payload: await bytes };
      if (!ending) this.letGo(false);
    });
  }

  private finish(): void {
    if (this.over) return;
    this.over = true;
    const endedMs = this.now();
    this.queue(async () => {
      if (!this.held && this.any) this.held = { endedMs, last: true, payload: new Uint8Array(0) };
      this.letGo(true);
      this.close();
    });
  }

  private letGo(last: boolean): void {
    const piece = this.held;
    this.held = null;
    if (!piece) return;
    this.any = true;
    this.onPiece(this, { ...piece, last });
  }

  private queue(step: () => Promise<void>): void {
    this.line = this.line.then(step).catch(() => undefined); // a blob that cannot be read is a piece that never was
  }
}
