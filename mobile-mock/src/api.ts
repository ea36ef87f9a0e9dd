// Asking the service. One function, `ask`, sends an operation; what can go wrong comes back as an ApiError whose code is
// one of the contract's, or OFFLINE.

import type { TypedDocumentString } from "@burgerbode/schema";
import { signal } from "@preact/signals";
import { setClock } from "./clock";
import { read, write } from "./keep";

export interface Session {
  name: string;
  token: string;
}

/** Who is signed in; null for nobody. */
export const session = signal<Session | null>(read("session"));
/** The token was refused: the citizen has to sign in again. */
export const expired = signal(false);
/** Whether the service was reached last time. */
export const online = signal(navigator.onLine);

export function setSession(next: Session | null): void {
  session.value = next;
  expired.value = false;
  write("session", next);
}

export class ApiError extends Error {
  readonly code: string;
  readonly requestId: string | undefined;

  constructor(code: string, message: string, requestId?: string) {
    super(message);
    this.code = code;
    this.requestId = requestId;
  }
}

interface Answer<R> {
  data?: R | null;
  errors?: { message: string; extensions?: { code?: string; requestId?: string } }[];
}

export async function ask<R, V>(operation: TypedDocumentString<R, V>, variables: V): Promise<R> {
  const token = session.value?.token;
  const answer = await post<Answer<R>>("/graphql", { query: operation.toString(), variables }, token);
  const problem = answer.errors?.[0];
  if (problem || !answer.data) {
    const code = problem?.extensions?.code ?? "INTERNAL";
    if (code === "UNAUTHENTICATED" && token && token === session.value?.token) expired.value = true;
    throw new ApiError(code, problem?.message ?? "an empty answer", problem?.extensions?.requestId);
  }
  return answer.data;
}

export interface Citizen {
  insz: string;
  name: string;
  municipality: string;
  about: string;
}

/** The citizens of the demo. With them comes what time it is there, also for who is not signed in. */
export async function demoCitizens(): Promise<Citizen[]> {
  const { citizens, now } = await send<{ citizens: Citizen[]; now?: string }>("/dev/citizens", {});
  if (now) setClock(now);
  return citizens;
}

/** A token for a citizen of the demo, in place of signing in with itsme or eID. */
export const demoToken = async (insz: string) =>
  (await post<{ access_token: string }>("/dev/token", { as: "citizen", insz })).access_token;

function post<R>(url: string, body: unknown, token?: string): Promise<R> {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  // Says which phone asks, so that it is not told of what was done on itself.
  const installation = read<{ id: string }>("phone")?.id;
  if (installation) headers["Burgerbode-Installation"] = installation;
  return send<R>(url, { method: "POST", headers, body: JSON.stringify(body) });
}

async function send<R>(url: string, init: RequestInit): Promise<R> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, cache: "no-store", signal: AbortSignal.timeout(15_000) });
  } catch (cause) {
    online.value = false;
    throw new ApiError("OFFLINE", String(cause));
  }
  online.value = true;
  const body = (await response.json().catch(() => null)) as R | null;
  const graphql = body as Answer<unknown> | null;
  if (body === null || (!response.ok && !graphql?.errors)) {
    const code = response.status === 401 ? "UNAUTHENTICATED" : response.status === 429 ? "RATE_LIMITED" : "UNAVAILABLE";
    throw new ApiError(code, `HTTP status ${response.status}`);
  }
  return body;
}
