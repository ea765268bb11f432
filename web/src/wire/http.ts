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

let csrf = "";

/** Remembers the token that every changing request must carry; it comes with `Me`. */
export function useCsrf(token: string): void {
  csrf = token;
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

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-Fairseat-CSRF"] = csrf;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (body !== undefined) init.body = JSON.stringify(body);
  let answer: Response;
  try {
    answer = await fetch(path, init);
  } catch {
    throw new Refusal(0, "unreachable", "The server cannot be reached.");
  }
  if (!answer.ok) throw await refusalOf(answer);
  return answer;
}

/** Asks and decodes JSON; `undefined` for an empty answer. Throws `Refusal`. */
export async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await send(method, path, body);
  const text = answer.status === 204 ? "" : await answer.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Fetches bytes. Throws `Refusal`. */
export async function askBytes(path: string): Promise<ArrayBuffer> {
  return (await send("GET", path)).arrayBuffer();
}

/** Sends bytes as they are and decodes the JSON answer. Throws `Refusal`. */
export async function sendBytes<T>(path: string, bytes: BodyInit): Promise<T> {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "X-Fairseat-CSRF": csrf, "Content-Type": "application/octet-stream" },
    credentials: "same-origin",
    body: bytes,
  }).catch(() => {
    throw new Refusal(0, "unreachable", "The server cannot be reached.");
  });
  if (!answer.ok) throw await refusalOf(answer);
  return (await answer.json()) as T;
}

/** A query string of the values that are set; empty when none is. */
export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const set = Object.entries(values).filter(([, v]) => v !== null && v !== undefined && v !== "");
  const text = set.map(([k, v]) => `${k}=${encodeURIComponent(String(v))}`).join("&");
  return text ? `?${text}` : "";
}
