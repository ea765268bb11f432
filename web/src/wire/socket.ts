/** A WebSocket that comes back by itself. It keeps no queue: what must not be lost waits in the outbox, and the
 * owner sends it again when the state turns "open". */

export type SocketState = "connecting" | "open" | "waiting" | "closed";

export interface SocketOptions<Incoming> {
  path: string; // "/live/student"
  onMessage(message: Incoming): void;
  onBinary?(bytes: ArrayBuffer): void;
  /** `why`: the server's own word for a closing, e.g. "link_withdrawn"; empty where there is none. */
  onState?(state: SocketState, closeCode: number, why: string): void;
  /** No word from the server for this long means the line is dead, although the browser has not noticed. */
  silentMs?: number;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 8000;
/** Reconnecting cannot cure these: not signed in, not allowed, held elsewhere, signed in for another session. */
const FINAL_CODES = new Set([4401, 4403, 4409, 4410]);

export class ResumingSocket<Outgoing, Incoming> {
  state: SocketState = "closed";
  private socket: WebSocket | null = null;
  private delay = FIRST_DELAY_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setInterval> | undefined;
  private heardAt = 0;
  private stopped = true;
  private readonly wake = () => this.wakeUp();

  constructor(private readonly options: SocketOptions<Incoming>) {}

  open(): void {
    this.stopped = false;
    addEventListener("online", this.wake);
    this.connect();
  }

  close(): void {
    this.stopped = true;
    removeEventListener("online", this.wake);
    clearTimeout(this.timer);
    clearInterval(this.watchdog);
    this.socket?.close(1000);
    this.socket = null;
    this.move("closed", 1000);
  }

  /** False when the line is down; the caller keeps what it wanted to say. */
  send(message: Outgoing): boolean {
    return this.sendRaw(JSON.stringify(message));
  }

  sendBinary(bytes: ArrayBuffer | Uint8Array): boolean {
    return this.sendRaw(bytes as Uint8Array<ArrayBuffer>);
  }

  /** Bytes that the browser has taken and not yet put on the wire. */
  get buffered(): number {
    return this.socket?.bufferedAmount ?? 0;
  }

  private sendRaw(data: string | ArrayBuffer | Uint8Array<ArrayBuffer>): boolean {
    if (this.state !== "open" || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(data);
    return true;
  }

  private wakeUp(): void {
    if (this.state !== "waiting") return;
    clearTimeout(this.timer);
    this.connect();
  }

  private connect(): void {
    this.move("connecting", 0);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.options.path}`);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.heardAt = Date.now();
    socket.onopen = () => {
      this.delay = FIRST_DELAY_MS;
      this.move("open", 0);
    };
    socket.onmessage = (event) => this.receive(event.data as string | ArrayBuffer);
    socket.onclose = (event) => this.lost(socket, event.code, event.reason);
    this.watch();
  }

  private receive(data: string | ArrayBuffer): void {
    this.heardAt = Date.now();
    if (typeof data === "string") this.options.onMessage(JSON.parse(data) as Incoming);
    else this.options.onBinary?.(data);
  }

  private watch(): void {
    const silent = this.options.silentMs;
    clearInterval(this.watchdog);
    if (!silent) return;
    this.watchdog = setInterval(() => {
      if (this.socket && Date.now() - this.heardAt > silent) this.abandon(this.socket);
    }, 1000);
  }

  /** `close()` on a dead line can take a minute to report; the successor must not wait for it. */
  private abandon(socket: WebSocket): void {
    socket.onclose = null;
    socket.onmessage = null;
    socket.onopen = null;
    socket.close();
    this.lost(socket, 1006);
  }

  private lost(socket: WebSocket, code: number, why = ""): void {
    if (this.socket !== socket || this.stopped) return;
    this.socket = null;
    clearInterval(this.watchdog);
    if (FINAL_CODES.has(code)) {
      this.stopped = true;
      this.move("closed", code, why);
      return;
    }
    this.move("waiting", code, why);
    this.timer = setTimeout(() => this.connect(), this.delay * (0.5 + Math.random()));
    this.delay = Math.min(this.delay * 2, LONGEST_DELAY_MS);
  }

  private move(state: SocketState, code: number, why = ""): void {
    this.state = state;
    this.options.onState?.(state, code, why);
  }
}
