/** The page's socket: greets, keeps the pipeline told, and knows when another page holds the session. */

import { signal } from "@preact/signals";
import type { Source } from "../../wire/frames.ts";
import type { StudentMessage, StudentServerMessage, StudentWelcomed } from "../../wire/messages.ts";
import type { SocketState } from "../../wire/socket.ts";
import { type Clock, type Keep, keptUnder, type Line, type PipelinePort, type World } from "./world.ts";

export type LineState = "off" | "connecting" | "open" | "held" | "signed_out" | "put_out" | "refused";

/** Ends of a sign-in that the link which made it cannot cure. */
const PUT_OUT = ["link_withdrawn", "link_replaced", "account_closed", "off_roster", "role_gone"] as const;
export type PutOut = (typeof PUT_OUT)[number];
const putOutOf = (why: string): PutOut | undefined => PUT_OUT.find((one) => one === why);

const CLAIM = "claim";
/** A reload takes less; a tab that the browser brings back the next day must ask. */
const CLAIM_MS = 30_000;
const SIGN_IN_AGAIN_MS = 10_000;
const LATE_MS = 5000;

export interface ConnectionHandlers {
  onWelcome(message: StudentWelcomed): void;
  onMessage(message: StudentServerMessage): void;
  onHeld(): void;
  onPutOut(): void;
  onLost(source: Source): void;
}

export class Connection {
  readonly state = signal<LineState>("off");
  /** Lost, or not to be had for a while: worth telling the student. */
  readonly broken = signal(false);
  /** Why this page is put out, once it is. */
  readonly putOut = signal<PutOut | null>(null);
  readonly pipeline: PipelinePort;
  private readonly line: Line;
  private readonly page: string;
  private readonly tab: Keep;
  private takeOver: boolean;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private late: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly world: World,
    private readonly session: string,
    private readonly clock: Clock,
    private readonly handlers: ConnectionHandlers,
    stills: boolean,
  ) {
    this.page = world.page.newId();
    this.tab = keptUnder(`fairseat.${session}`, world.tab);
    this.takeOver = this.claimed();
    this.line = world.newLine(session, {
      onMessage: (message) => this.receive(message),
      onState: (state, code, why) => this.lineMoved(state, code, why),
    });
    const onLost = (source: Source) => this.handlers.onLost(source);
    this.pipeline = world.newPipeline({ session, line: this.line, clock, stills, onLost });
    world.page.onLeave(() => this.leave());
  }

  open(): void {
    if (this.state.value !== "off") return;
    this.state.value = "connecting";
    this.late = setTimeout(() => {
      this.broken.value = this.state.value === "connecting";
    }, LATE_MS);
    this.line.open();
  }

  /** False when the line is down: what must not be lost is sent again on the next welcome. */
  send(message: StudentMessage): boolean {
    return this.state.value === "open" && this.line.send(message);
  }

  /** Past the greeting, for the clock alone. */
  sendRaw(message: StudentMessage): boolean {
    return this.line.send(message);
  }

  /** Claims the session by a new life of the page, in which nothing is left of the old one. */
  claim(): void {
    this.tab.set(CLAIM, String(Date.now()));
    this.world.page.reload();
  }

  close(): void {
    clearTimeout(this.retry);
    clearTimeout(this.late);
    this.line.close();
    this.state.value = "off";
    this.broken.value = false;
  }

  private claimed(): boolean {
    const at = Number(this.tab.get(CLAIM) ?? 0);
    this.tab.set(CLAIM, null);
    return Date.now() - at < CLAIM_MS;
  }

  /** A reload comes back into its own session, although the server may not have noticed yet that the old page is gone. */
  private leave(): void {
    if (this.state.value === "open" || this.state.value === "connecting") this.tab.set(CLAIM, String(Date.now()));
  }

  private lineMoved(state: SocketState, code: number, why: string): void {
    if (state === "open") {
      this.line.send({ type: "hello", page: this.page, take_over: this.takeOver, session: this.session });
      return;
    }
    if (this.state.value === "open") this.broken.value = true;
    this.pipeline.socketLost();
    if (state === "closed") this.closed(code, why);
    else if (this.state.value !== "held") this.state.value = "connecting";
  }

  private closed(code: number, why: string): void {
    const putOut = putOutOf(why);
    if (putOut) this.leaveFor(putOut);
    else if (code === 4409) this.held();
    else if (code === 4401 || code === 4410) this.signedOut();
    else this.state.value = code === 4403 ? "refused" : "off";
  }

  private held(): void {
    if (this.state.value === "held") return;
    this.state.value = "held";
    this.handlers.onHeld();
  }

  private leaveFor(why: PutOut): void {
    this.putOut.value = why;
    this.state.value = "put_out";
    this.handlers.onPutOut();
  }

  /** Somebody who opens the personal link in another tab signs this page in too. */
  private signedOut(): void {
    this.state.value = "signed_out";
    this.retry = setTimeout(() => this.line.open(), SIGN_IN_AGAIN_MS);
  }

  private receive(message: StudentServerMessage): void {
    if (message.type === "held_elsewhere") this.held();
    else if (message.type === "student_welcomed" && message.session !== this.session) this.strange();
    else if (message.type === "student_welcomed") this.welcome(message);
    else {
      this.pipeline.onMessage(message);
      this.handlers.onMessage(message);
    }
  }

  /** A server of the version before this one took the sign-in of another session's page: nothing must go there. */
  private strange(): void {
    this.line.close();
    this.signedOut();
  }

  private welcome(message: StudentWelcomed): void {
    this.takeOver = false;
    clearTimeout(this.late);
    this.clock.hint(message.server_ms);
    this.state.value = "open";
    this.broken.value = false;
    this.pipeline.socketOpened();
    this.handlers.onWelcome(message);
  }
}
