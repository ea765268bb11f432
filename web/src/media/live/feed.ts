import { joined } from "../bytes.ts";
import { newWriter } from "../one_cluster.ts";
import { playableMime } from "../review/types.ts";
import { type Range, trimTo } from "./pursuit.ts";

interface Portion {
  bytes: Uint8Array;
  mime: string | null; // with the first bytes of a segment only
}

type Source = typeof MediaSource;

/** Safari on iPhones has only the managed kind. */
function sourceKind(): Source | undefined {
  const managed = (globalThis as { ManagedMediaSource?: Source }).ManagedMediaSource;
  return typeof MediaSource === "undefined" ? managed : MediaSource;
}

export const canPlayLive = (): boolean => sourceKind() !== undefined;

export const canDecodeLive = (mime: string): boolean => sourceKind()?.isTypeSupported(playableMime(mime)) ?? false;

/** A video element's buffer, fed with one self-contained segment after the other, set end to end by the browser. */
export class Feed {
  private source: MediaSource | null = null;
  private buffer: SourceBuffer | null = null;
  private mime = "";
  private queue: Portion[] = [];
  private starts: number[] = [];
  private writer = newWriter();

  constructor(
    private readonly element: HTMLVideoElement,
    private readonly onFailed: () => void,
    private readonly onAppended: () => void,
  ) {
    element.addEventListener("error", () => this.source && this.fail());
  }

  /** The first bytes of a segment. */
  begin(mime: string, bytes: Uint8Array): void {
    if (!this.source) this.open();
    this.writer = newWriter();
    this.queue.push({ bytes: this.writer(bytes), mime: playableMime(mime) });
    this.pump();
  }

  /** More bytes of the segment that was begun last. */
  more(bytes: Uint8Array): void {
    const written = this.writer(bytes);
    if (!written.length) return; // an element that is not all here yet
    this.queue.push({ bytes: written, mime: null });
    this.pump();
  }

  get idle(): boolean {
    return this.queue.length === 0 && !this.buffer?.updating;
  }

  ranges(): Range[] {
    if (!this.buffer || this.source?.readyState !== "open") return [];
    const { buffered } = this.buffer;
    return Array.from({ length: buffered.length }, (_, i) => ({ from: buffered.start(i), to: buffered.end(i) }));
  }

  trim(): void {
    if (!this.buffer || !this.idle) return;
    const until = trimTo(this.element.currentTime, this.ranges(), this.starts);
    if (until === null) return;
    this.starts = this.starts.filter((s) => s >= until);
    this.buffer.remove(0, until);
  }

  close(): void {
    const had = this.source !== null;
    this.source = null;
    this.buffer = null;
    this.queue = [];
    this.starts = [];
    this.mime = "";
    if (!had) return;
    this.element.removeAttribute("src");
    this.element.load();
  }

  private open(): void {
    const Kind = sourceKind();
    if (!Kind) return;
    const source = new Kind();
    const address = URL.createObjectURL(source);
    this.source = source;
    source.addEventListener("sourceopen", () => {
      URL.revokeObjectURL(address);
      if (this.source === source) this.pump();
    });
    this.element.src = address;
  }

  private pump(): void {
    const { source } = this;
    if (source?.readyState !== "open" || this.buffer?.updating) return;
    const head = this.queue[0];
    if (!head) return;
    try {
      if (head.mime !== null) this.startSegment(source, head.mime);
      this.append();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      if (error.name !== "QuotaExceededError" || !this.makeRoom()) this.fail();
    }
  }

  private startSegment(source: MediaSource, mime: string): void {
    if (!this.buffer) this.buffer = this.newBuffer(source, mime);
    else {
      // The parser must stand between two files; in `sequence` mode the next one then follows the last frame.
      this.buffer.abort();
      if (mime !== this.mime) this.buffer.changeType(mime); // where it is missing this throws, and the feed begins anew
      this.starts.push(this.ranges().pop()?.to ?? 0);
    }
    this.mime = mime;
  }

  private newBuffer(source: MediaSource, mime: string): SourceBuffer {
    const buffer = source.addSourceBuffer(mime);
    buffer.mode = "sequence";
    buffer.addEventListener("updateend", () => {
      if (this.buffer !== buffer) return;
      this.onAppended();
      this.pump();
    });
    buffer.addEventListener("error", () => this.buffer === buffer && this.fail());
    return buffer;
  }

  /** All that waits of one segment goes in at once: a late joiner's backlog costs one append. */
  private append(): void {
    const next = this.queue.findIndex((p, i) => i > 0 && p.mime !== null);
    const count = next < 0 ? this.queue.length : next;
    this.buffer?.appendBuffer(joined(this.queue.slice(0, count).map((p) => p.bytes)));
    this.queue.splice(0, count);
  }

  private makeRoom(): boolean {
    const from = this.ranges()[0]?.from;
    const until = [...this.starts].reverse().find((s) => s < this.element.currentTime);
    if (from === undefined || until === undefined || until <= from) return false;
    this.buffer?.remove(0, until);
    return true;
  }

  private fail(): void {
    this.close();
    this.onFailed();
  }
}
