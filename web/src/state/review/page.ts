import { batch, computed, signal } from "@preact/signals";
import { ask, type Body, Refusal } from "../../wire/http.ts";
import { Player, type PlayerPorts } from "./player.ts";
import type { SegmentIndex } from "./spans.ts";

export type SessionPage = Body<"SessionPage">;

const INDEX_MS = 5000;
const LIVE_PAGE_MS = 10_000;
const REPORT_MS = 1500;
const LATE_MS = 30 * 60_000; // the rest of an outbox usually comes within this time after the end

export const isLive = (page: SessionPage): boolean => page.session.state === "running" || page.session.state === "checking";

/** May more of the recording still arrive? */
export function mayGrow(index: SegmentIndex): boolean {
  if (index.ended_ms === null) return true;
  const incomplete = index.segments.some((s) => !s.closed || s.missing > 0);
  return incomplete && index.server_ms - index.ended_ms < LATE_MS;
}

/** When to ask for the page again; null: only after a change. */
export function pageDelay(page: SessionPage): number | null {
  if (page.report === "waiting") return REPORT_MS;
  return isLive(page) ? LIVE_PAGE_MS : null;
}

/** All that the session page shows, and what a person can do with it. */
export class Review {
  readonly page = signal<SessionPage | null>(null);
  readonly refused = signal<Refusal | null>(null); // nothing can be shown
  readonly stale = signal(false); // the last refresh failed
  readonly player: Player;
  /** The clock in whole seconds, for lists that need not be drawn with every beat. */
  readonly second = computed(() => Math.floor(this.player.at.value / 1000) * 1000);
  readonly reviewBelow = computed(() => Number(this.page.value?.settings["review_below"] ?? 80));
  private timers: number[] = [];
  private closed = false;

  constructor(readonly id: string, ports: Omit<PlayerPorts, "fetch">, fetchSegment: PlayerPorts["fetch"]) {
    this.player = new Player({ ...ports, fetch: fetchSegment });
  }

  readonly path = (rest = ""): string => `/api/sessions/${encodeURIComponent(this.id)}${rest}`;

  async open(): Promise<void> {
    this.refused.value = null;
    await Promise.all([this.refreshPage(), this.refreshIndex()]);
  }

  close(): void {
    this.closed = true;
    this.timers.forEach(clearTimeout);
    this.player.close();
  }

  async comment(text: string, atMs: number | null): Promise<void> {
    const event = await ask<Body<"Event">>("POST", this.path("/comments"), { text, at_ms: atMs });
    this.change((page) => ({ ...page, events: [...page.events, event] }));
  }

  async dismiss(violation: string, comment: string): Promise<void> {
    await this.judged(await ask("POST", this.path(`/violations/${violation}/dismiss`), { comment }));
  }

  async confirm(violation: string, comment: string): Promise<void> {
    await this.judged(await ask("POST", this.path(`/violations/${violation}/confirm`), { comment }));
  }

  async restore(violation: string): Promise<void> {
    await this.judged(await ask("POST", this.path(`/violations/${violation}/restore`)));
  }

  async conclude(decision: "accepted" | "rejected", comment: string): Promise<void> {
    const conclusion = await ask<Body<"Conclusion">>("POST", this.path("/conclude"), { decision, comment });
    this.change((page) => ({ ...page, conclusion }));
    await this.refreshPage();
  }

  async makeReport(): Promise<void> {
    await ask("POST", this.path("/report"));
    this.change((page) => ({ ...page, report: "waiting" }));
    this.later(REPORT_MS, () => this.refreshPage());
  }

  /** The session goes on, or goes on for longer. */
  async anew(): Promise<void> {
    await Promise.all([this.refreshPage(), this.refreshIndex()]);
  }

  /** The violation is changed at once, the score follows with the page. */
  private async judged(violation: Body<"Violation">): Promise<void> {
    this.change((page) => ({ ...page, violations: page.violations.map((v) => (v.id === violation.id ? violation : v)) }));
    await this.refreshPage();
  }

  private change(how: (page: SessionPage) => SessionPage): void {
    if (this.page.value) this.page.value = how(this.page.value);
  }

  private later(ms: number, act: () => Promise<void>): void {
    if (!this.closed) this.timers.push(setTimeout(() => void act(), ms) as unknown as number);
  }

  async refreshPage(): Promise<void> {
    try {
      const page = await ask<SessionPage>("GET", this.path());
      batch(() => {
        this.page.value = page;
        this.stale.value = false;
      });
      this.schedulePage(page);
    } catch (error) {
      this.took(error, () => this.refreshPage());
    }
  }

  private pageTimer = 0;
  private schedulePage(page: SessionPage): void {
    clearTimeout(this.pageTimer);
    const delay = pageDelay(page);
    if (delay === null || this.closed) return;
    this.pageTimer = setTimeout(() => void this.refreshPage(), delay) as unknown as number;
    this.timers = [...this.timers.slice(-20), this.pageTimer];
  }

  private indexTimer = 0;
  private async refreshIndex(): Promise<void> {
    try {
      const index = await ask<SegmentIndex>("GET", this.path("/segments"));
      this.player.take(index);
      clearTimeout(this.indexTimer);
      if (!mayGrow(index) || this.closed) return;
      this.indexTimer = setTimeout(() => void this.refreshIndex(), INDEX_MS) as unknown as number;
      this.timers = [...this.timers.slice(-20), this.indexTimer];
    } catch (error) {
      this.took(error, () => this.refreshIndex());
    }
  }

  /** Refused for good: nothing can be shown. A server that is away for a while is asked again. */
  private took(error: unknown, again: () => Promise<void>): void {
    const refusal = error instanceof Refusal ? error : new Refusal(0, "broken", String(error));
    const passing = refusal.status === 0 || refusal.status >= 500;
    if (!passing) {
      this.refused.value = refusal;
      return;
    }
    this.stale.value = true;
    this.later(INDEX_MS, again);
  }
}
