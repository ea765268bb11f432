import { batch, computed, effect, signal } from "@preact/signals";
import { Players } from "../../media/live/players.ts";
import { ServerClock } from "../../wire/clock.ts";
import { MalformedFrame, readWatched } from "../../wire/frames.ts";
import type { StaffMessage, StaffServerMessage, Tile, Want } from "../../wire/messages.ts";
import { ResumingSocket, type SocketState } from "../../wire/socket.ts";
import { type Alert, alertOf, closed, looked, merged, reconciled, unseen, unseenBySession } from "./alerts.ts";
import { Arranging } from "./arranging.ts";
import { Focus } from "./focus.ts";
import { toldApart } from "./naming.ts";
import { callsOf, isOver, type Need, needOf, ringsAgain } from "./order.ts";
import { Preferences } from "./preferences.ts";
import { recall, remember } from "./stored.ts";
import { Talking } from "./talking.ts";
import { type LookedAt, lookedAtAfter, unreadOf } from "./unread.ts";

export interface BoardPorts {
  ring(kind: "alert" | "help"): void;
  onSignedOut(why: string): void;
  onRefused(sentence: string): void;
  onAnswered(student: string, by: string): void;
}

const SILENT_MS = 7000;
const BEAT_MS = 1000;
const WATCH_WAIT_MS = 30; // thirty tiles that appear together are one message
const ALERTS_KEY = "fairseat.alerts";
const NOT_SIGNED_IN = 4401;
const NO_LINE_HINT_MS = 2000;

/** Everything a proctor sees: the tiles, the alerts, the line, and who is in focus. */
export class Board {
  private readonly told = signal<ReadonlyMap<string, Tile>>(new Map());
  readonly tiles = computed(() => toldApart(this.told.value));
  readonly alerts = signal<readonly Alert[]>([]);
  readonly welcomed = signal(false);
  readonly line = signal<SocketState>("connecting");
  readonly closeCode = signal(0);
  readonly lostAt = signal<number | null>(null);
  readonly now = signal(Date.now()); // server clock, each second
  readonly focus = signal<Focus | null>(null);
  /** The chat of this session wants the cursor, because its call has just been answered. */
  readonly wishChat = signal<string | null>(null);
  /** The student from whom somebody returns to the grid by keyboard. */
  cameFrom: string | null = null;
  readonly preferences = new Preferences();
  /** Sound is on, but the browser keeps it back until somebody touches the page. */
  readonly hushed = signal(false);
  readonly lookedAt = signal<LookedAt>(new Map());
  readonly unseenBySession = computed(() => unseenBySession(this.alerts.value));
  readonly unseen = computed(() => unseen(this.alerts.value));
  readonly calls = computed(() => callsOf(this.tiles.value.values()));
  readonly needs = computed(() => this.needsNow());
  readonly arranging = new Arranging(this.tiles, this.needs);
  readonly clock = new ServerClock((message) => (message.type === "ping" ? this.socket.send(message) : true));
  readonly players = new Players(() => this.clock.now());
  readonly talking: Talking;
  private readonly socket: ResumingSocket<StaffMessage, StaffServerMessage>;
  private sent = "";
  private calledAt = 0; // when a call for help was last rung out
  private readonly ends: (() => void)[] = [];

  constructor(private readonly ports: BoardPorts) {
    this.socket = new ResumingSocket({
      path: "/live/staff",
      silentMs: SILENT_MS,
      onMessage: (message) => this.hear(message),
      onBinary: (bytes) => this.take(bytes),
      onState: (state, code, why) => this.moved(state, code, why),
    });
    this.talking = new Talking((message) => this.socket.send(message), () => this.clock.now());
  }

  open(): void {
    this.alerts.value = recall<Alert[]>("session", ALERTS_KEY, []);
    this.players.start();
    this.clock.start();
    this.socket.open();
    const beat = setInterval(() => this.beat(), BEAT_MS);
    const hidden = () => this.hidden(document.hidden);
    document.addEventListener("visibilitychange", hidden);
    this.ends.push(
      () => clearInterval(beat),
      () => document.removeEventListener("visibilitychange", hidden),
      this.preferences.keep(),
      effect(() => remember("session", ALERTS_KEY, this.alerts.value)),
      this.watching(),
    );
    hidden();
  }

  close(): void {
    for (const end of this.ends.splice(0)) end();
    this.focus.value?.close();
    this.focus.value = null;
    this.clock.stop();
    this.socket.close();
    this.players.stop();
  }

  /** Looks at one student, or with null at the grid. */
  look(session: string | null): void {
    if (this.focus.peek()?.session === session) return;
    this.focus.peek()?.close();
    const focus = session === null ? null : new Focus(session);
    this.focus.value = focus;
    this.arranging.hold("focus", session !== null);
    void focus?.load();
    if (session) this.see((a) => a.session === session);
  }

  see(which: (alert: Alert) => boolean): void {
    this.alerts.value = looked(this.alerts.peek(), which);
  }

  unread(tile: Pick<Tile, "session" | "unread_chat">): number {
    return unreadOf(tile.session, tile.unread_chat, this.lookedAt.value);
  }

  /** The chat of the student in focus is in sight. */
  readChat(session: string): void {
    const tile = this.tiles.peek().get(session);
    if (tile) this.lookedAt.value = lookedAtAfter(this.lookedAt.peek(), session, tile.unread_chat, true);
  }

  private needsNow(): ReadonlyMap<string, Need> {
    const known = {
      unseen: this.unseenBySession.value,
      unread: (tile: Tile) => this.unread(tile),
    };
    return new Map([...this.tiles.value.values()].map((tile) => [tile.session, needOf(tile, known)]));
  }

  private beat(): void {
    this.now.value = this.clock.now();
    this.clock.heartbeat();
    this.arranging.settle();
    if (ringsAgain(this.calls.peek().length, this.calledAt, this.now.peek())) this.ringHelp();
  }

  private ringHelp(): void {
    this.calledAt = this.clock.now();
    this.ports.ring("help");
  }

  private hidden(hidden: boolean): void {
    this.players.pause(hidden);
    if (!hidden) this.seeFocused();
  }

  private seeFocused(): void {
    const session = this.focus.peek()?.session;
    if (session && !document.hidden) this.see((a) => a.session === session);
  }

  // --- the line ---------------------------------------------------------------------------------------------

  private moved(state: SocketState, code: number, why: string): void {
    this.line.value = state;
    this.closeCode.value = code;
    if (state === "open") this.lostAt.value = null;
    else if (state === "waiting" && this.lostAt.peek() === null) this.lostAt.value = this.clock.now();
    if (code === NOT_SIGNED_IN) this.ports.onSignedOut(why);
  }

  /** A line that breaks and is back within two seconds is not worth a word. */
  readonly lineLost = computed(() => {
    const since = this.lostAt.value;
    return since !== null && this.now.value - since > NO_LINE_HINT_MS;
  });

  private watching(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = effect(() => {
      const wants = this.players.wants.value;
      const focus = this.focus.value?.session ?? null;
      clearTimeout(timer);
      timer = setTimeout(() => this.watch(wants, focus), WATCH_WAIT_MS);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }

  private watch(wants: readonly Want[], focus: string | null): void {
    const message = { type: "watch" as const, wants: [...wants], focus };
    const text = JSON.stringify(message);
    if (text !== this.sent && this.socket.send(message)) this.sent = text;
  }

  private take(bytes: ArrayBuffer): void {
    try {
      this.players.accept(readWatched(bytes));
    } catch (error) {
      if (!(error instanceof MalformedFrame)) throw error; // one broken frame costs a moment of picture, not the page
    }
  }

  // --- what the server tells --------------------------------------------------------------------------------

  private hear(message: StaffServerMessage): void {
    batch(() => {
      this.apply(message);
      this.focus.peek()?.hear(message);
    });
  }

  private apply(message: StaffServerMessage): void {
    switch (message.type) {
      case "pong": return this.clock.onPong(message);
      case "staff_welcomed": return this.welcome(message.server_ms, message.tiles);
      case "tile_changed": return this.change(message.tile);
      case "tile_gone": return this.drop(message.session);
      case "alert_raised": return this.alarm(alertOf(message));
      case "violation_closed":
        this.alerts.value = closed(this.alerts.peek(), message.id, message.ended_at_ms);
        return;
      case "help_called":
        this.patch(message.session, { help: message.id, help_text: message.text, help_at_ms: message.at_ms });
        return this.ringHelp();
      case "help_answered": return this.answered(message.session, message.help, message.by);
      case "session_moved": return this.patch(message.session, { state: message.state });
      case "chat_said": return this.talking.said(message.id);
      case "refused": return this.refused(message.of ?? "", message.id ?? "", message.sentence);
    }
  }

  private welcome(serverMs: number, tiles: readonly Tile[]): void {
    const again = this.welcomed.peek();
    this.clock.hint(serverMs);
    this.clock.measure();
    this.now.value = this.clock.now();
    this.told.value = new Map(tiles.map((t) => [t.session, t]));
    this.alerts.value = reconciled(this.alerts.peek(), tiles, serverMs);
    this.talking.agree(tiles);
    this.seeFocused();
    this.welcomed.value = true;
    this.arranging.settle();
    this.sent = "";
    this.watch(this.players.wants.peek(), this.focus.peek()?.session ?? null);
    this.talking.resend();
    if (again) void this.focus.peek()?.load();
  }

  private change(tile: Tile): void {
    const known = this.tiles.peek().has(tile.session);
    this.told.value = new Map(this.told.peek()).set(tile.session, tile);
    this.lookedAt.value = lookedAtAfter(this.lookedAt.peek(), tile.session, tile.unread_chat, false);
    this.talking.agree([tile]);
    if (!known) this.arranging.settle();
  }

  private patch(session: string, change: Partial<Tile>): void {
    const tile = this.tiles.peek().get(session);
    if (!tile) return;
    const after = { ...tile, ...change };
    this.change(isOver(after) ? { ...after, help: null, open_violations: [] } : after);
  }

  private drop(session: string): void {
    const tiles = new Map(this.told.peek());
    tiles.delete(session);
    this.told.value = tiles;
    this.alerts.value = this.alerts.peek().filter((a) => a.session !== session);
    this.arranging.settle();
  }

  private alarm(alert: Alert): void {
    const known = this.alerts.peek().some((a) => a.id === alert.id);
    this.alerts.value = merged(this.alerts.peek(), [alert]);
    this.seeFocused();
    if (!known && alert.severity !== "hint") this.ports.ring("alert");
  }

  private answered(session: string, help: string, by: string): void {
    const tile = this.tiles.peek().get(session);
    const mine = this.talking.answeredMine(help);
    if (tile?.help === help) this.patch(session, { help: null, help_text: "", help_at_ms: null });
    if (tile && !mine) this.ports.onAnswered(tile.student, by);
  }

  private refused(of: string, id: string, sentence: string): void {
    if (of === "send_chat" && this.talking.refused(id, sentence)) return;
    if (of === "answer_help") this.talking.answerRefused();
    this.ports.onRefused(sentence);
  }
}
