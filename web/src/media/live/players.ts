import { type Signal, signal } from "@preact/signals";
import type { Source, WatchedChunk } from "../../wire/frames.ts";
import type { Want } from "../../wire/messages.ts";
import { LivePlayer } from "./player.ts";

interface Held {
  session: string;
  source: Source;
  player: LivePlayer;
  holders: number;
  releasedAt: number;
  askedAt: number;
  asking: boolean; // left out of the wants for a moment, so that the server begins it anew
}

const TICK_MS = 250;
const GRACE_MS = 1500; // a tile that scrolls out and in again, or moves to the focus, keeps its picture
const ASK_EVERY_MS = 3000;
const ASK_MS = 60;

/** All live pictures of the page. Components hold what they show; what nobody holds any more is freed. */
export class Players {
  /** What the server should send, by session. */
  readonly wants: Signal<readonly Want[]> = signal([]);
  private readonly held = new Map<string, Held>();
  private timer: ReturnType<typeof setInterval> | undefined;
  private paused = false;

  constructor(private readonly serverNow: () => number) {}

  start(): void {
    this.timer ??= setInterval(() => this.tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    for (const { player } of this.held.values()) player.close();
    this.held.clear();
    this.wants.value = [];
  }

  hold(session: string, source: Source): LivePlayer {
    const key = `${session}/${source}`;
    const known = this.held.get(key);
    const held = known ?? this.begin(key, session, source);
    held.holders++;
    if (!known) this.tell();
    return held.player;
  }

  release(session: string, source: Source): void {
    const held = this.held.get(`${session}/${source}`);
    if (!held) return;
    held.holders--;
    held.releasedAt = performance.now();
  }

  accept(chunk: WatchedChunk): void {
    const held = this.held.get(`${chunk.session}/${chunk.source}`);
    if (held && !this.paused) held.player.accept(chunk, performance.now());
  }

  /** In a hidden tab nothing is played and nothing sent. */
  pause(paused: boolean): void {
    if (paused === this.paused) return;
    this.paused = paused;
    if (paused) for (const { player } of this.held.values()) player.reset();
    this.tell();
  }

  private begin(key: string, session: string, source: Source): Held {
    const player = new LivePlayer(() => this.askAnew(key));
    const held: Held = { session, source, player, holders: 0, releasedAt: 0, askedAt: -ASK_EVERY_MS, asking: false };
    this.held.set(key, held);
    return held;
  }

  private tick(): void {
    const now = performance.now();
    if (this.paused) return;
    const before = this.held.size;
    for (const [key, held] of this.held) {
      if (held.holders === 0 && now - held.releasedAt > GRACE_MS) {
        held.player.close();
        this.held.delete(key);
      } else held.player.tick(now, this.serverNow());
    }
    if (this.held.size !== before) this.tell();
  }

  private askAnew(key: string): void {
    const held = this.held.get(key);
    const now = performance.now();
    if (!held || held.asking || now - held.askedAt < ASK_EVERY_MS) return;
    held.askedAt = now;
    held.asking = true;
    this.tell();
    setTimeout(() => {
      held.asking = false;
      this.tell();
    }, ASK_MS);
  }

  private tell(): void {
    const bySession = new Map<string, Want["sources"]>();
    for (const { session, source, asking } of this.paused ? [] : this.held.values())
      if (!asking) bySession.set(session, [...(bySession.get(session) ?? []), source]);
    this.wants.value = [...bySession].map(([session, sources]) => ({ session, sources }));
  }
}
