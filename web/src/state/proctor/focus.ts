import { signal } from "@preact/signals";
import { ask, type Body, Refusal } from "../../wire/http.ts";
import type { ReadingsSeen, StaffServerMessage, TemplateSettings } from "../../wire/messages.ts";
import { followed, type SessionPage, withEvent } from "./record.ts";

const AGAIN_MS = 3000;
/** Messages after which the record holds more than they tell (an event, the end), or is no longer ours to see. */
const WRITE_MORE = new Set(["help_called", "help_answered", "session_moved", "tile_gone"]);
const writesMore = (message: StaffServerMessage, session: string): boolean =>
  WRITE_MORE.has(message.type) && "session" in message && message.session === session;
const passing = (refusal: Refusal): boolean => refusal.status === 0 || refusal.status >= 500;

export type Tool = NonNullable<TemplateSettings["tools"]>[number];

/** All that is known of the one student a proctor looks at. */
export class Focus {
  readonly page = signal<SessionPage | null>(null);
  readonly refusal = signal<Refusal | null>(null);
  readonly readings = signal<Readonly<Record<string, number | null>>>({});
  readonly readAtMs = signal(0); // the second the readings are of, server clock
  private heard: StaffServerMessage[] = []; // while a fetch is under way
  private fetching = false;
  private askAgain = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private over = false;
  private online: boolean | null = null;

  constructor(
    readonly session: string,
    private readonly fetchPage = (id: string) => ask<SessionPage>("GET", `/api/sessions/${encodeURIComponent(id)}`),
  ) {}

  /** Fetches everything anew; what the socket tells meanwhile is laid over it. */
  async load(): Promise<void> {
    if (this.fetching) {
      this.askAgain = true; // what is under way may have been read before the cause of this
      return;
    }
    clearTimeout(this.timer);
    this.fetching = true;
    this.askAgain = false;
    this.heard = [];
    try {
      const page = await this.fetchPage(this.session);
      this.page.value = this.heard.reduce(followed, page);
      this.refusal.value = null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused(error);
    } finally {
      this.fetching = false;
    }
    if (this.askAgain && !this.over) void this.load();
  }

  hear(message: StaffServerMessage): void {
    if (message.type === "readings_seen" && message.session === this.session) this.read(message);
    if (this.fetching) this.heard.push(message);
    if (this.page.value) this.page.value = followed(this.page.value, message);
    if (message.type === "tile_changed" && message.tile.session === this.session) this.sawOnline(message.tile.online);
    if (writesMore(message, this.session)) void this.load();
  }

  close(): void {
    this.over = true;
    clearTimeout(this.timer);
  }

  comment(text: string): Promise<void> {
    return this.act("comments", { text });
  }

  rate(rating: number, comment: string): Promise<void> {
    return this.act("rating", { rating, comment });
  }

  warn(text: string): Promise<void> {
    return this.act("warnings", { text });
  }

  async terminate(reason: string): Promise<void> {
    await ask("POST", this.path("terminate"), { reason });
  }

  private read({ values, at_ms }: ReadingsSeen): void {
    this.readings.value = values;
    this.readAtMs.value = at_ms;
  }

  private path(what: string): string {
    return `/api/sessions/${encodeURIComponent(this.session)}/${what}`;
  }

  private async act(what: string, body: object): Promise<void> {
    const event = await ask<Body<"Event">>("POST", this.path(what), body);
    if (this.page.value) this.page.value = withEvent(this.page.value, event);
  }

  private refused(refusal: Refusal): void {
    this.refusal.value = refusal;
    if (passing(refusal) && !this.over) this.timer = setTimeout(() => void this.load(), AGAIN_MS);
  }

  /** An outage that begins or ends is written down by the server only: fetch it. */
  private sawOnline(online: boolean): void {
    if (this.online !== null && this.online !== online) void this.load();
    this.online = online;
  }
}

const settingsOf = (page: SessionPage | null): TemplateSettings => (page?.settings ?? {}) as TemplateSettings;

/** What the exam's template lets a proctor do; everything, where it does not say. */
export function mayUse(page: SessionPage | null, tool: Tool): boolean {
  return settingsOf(page).tools?.includes(tool) ?? true;
}

export function trackersOf(page: SessionPage | null): string[] {
  const trackers = settingsOf(page).trackers ?? {};
  return Object.keys(trackers).filter((name) => trackers[name]?.on !== false);
}

export function sourcesOf(page: SessionPage | null): ("camera" | "screen")[] {
  const wanted = settingsOf(page).sources;
  const all = [["camera", wanted?.camera ?? true], ["screen", wanted?.screen ?? true]] as const;
  return all.filter(([, on]) => on).map(([name]) => name);
}
