import type { components } from "./api.ts";

type Schemas = components["schemas"];
/** A body of the HTTP interface by its name, e.g. `Body<"SessionRow">`. */
export type Body<K extends keyof Schemas> = Schemas[K];

export interface FieldError {
  where: string;
  message: string;
  line?: number | null;
  column?: string | null;
}

/** An expected "no" of the server (RFC 9457), or `unreachable` when no answer came at all. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: FieldError[] = [],
  ) {
    super(message);
  }
}

type SignIn = Pick<Body<"Me">, "id" | "session" | "csrf">;

let own: SignIn | null = null;
let named: string | null = null;

/** Remembers who is signed in, and the token that every changing request must carry. */
export function useSignIn(me: SignIn): void {
  own = me;
  named = me.session;
}

/** Which session this page belongs to, before it is known who is signed in for it: the browser may be signed in for
 * others, and as a member of staff, beside it. */
export function nameSession(session: string): void {
  named = session;
}

interface ProblemBody {
  code?: string;
  detail?: string;
  errors?: FieldError[];
}

async function refusalOf(answer: Response): Promise<Refusal> {
  let problem: ProblemBody = {};
  try {
    problem = (await answer.json()) as ProblemBody;
  } catch {
    // A proxy's page or an empty body: the status alone must do.
  }
  const code = problem.code ?? (answer.status >= 500 ? "server_error" : "refused");
  return new Refusal(answer.status, code, problem.detail ?? answer.statusText, problem.errors ?? []);
}

interface Question {
  method: string;
  path: string;
  body?: BodyInit;
  type?: string;
}

async function once({ method, path, body, type }: Question): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-Fairseat-CSRF"] = own?.csrf ?? "";
  if (named) headers["X-Fairseat-Session"] = named;
  if (type) headers["Content-Type"] = type;
  const answer = await fetch(path, { method, headers, credentials: "same-origin", ...(body !== undefined && { body }) }).catch(() => {
    throw new Refusal(0, "unreachable", "The server cannot be reached.");
  });
  if (!answer.ok) throw await refusalOf(answer);
  return answer;
}

/** The same person has signed in anew in another tab, which changes the token of all tabs. */
async function isRenewed(): Promise<boolean> {
  const before = own;
  if (!before) return false;
  const me = (await (await once({ method: "GET", path: "/api/me" })).json()) as SignIn;
  if (me.id !== before.id || me.session !== before.session || me.csrf === before.csrf) return false;
  useSignIn(me);
  return true;
}

async function send(question: Question): Promise<Response> {
  try {
    return await once(question);
  } catch (fault) {
    if (!(fault instanceof Refusal) || fault.code !== "forged" || !(await isRenewed())) throw fault;
    return once(question);
  }
}

/** Asks and decodes JSON; `undefined` for an empty answer. Throws `Refusal`. */
export async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const json = body !== undefined && { body: JSON.stringify(body), type: "application/json" };
  const answer = await send({ method, path, ...json });
  const text = answer.status === 204 ? "" : await answer.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Fetches bytes. Throws `Refusal`. */
export async function askBytes(path: string): Promise<ArrayBuffer> {
  return (await send({ method: "GET", path })).arrayBuffer();
}

/** Sends bytes as they are and decodes the JSON answer. Throws `Refusal`. */
export async function sendBytes<T>(path: string, bytes: BodyInit): Promise<T> {
  const answer = await send({ method: "POST", path, body: bytes, type: "application/octet-stream" });
  return (await answer.json()) as T;
}

/** A query string of the values that are set; empty when none is. */
export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const set = Object.entries(values).filter(([, v]) => v !== null && v !== undefined && v !== "");
  const text = set.map(([k, v]) => `${k}=${encodeURIComponent(String(v))}`).join("&");
  return text ? `?${text}` : "";
}
