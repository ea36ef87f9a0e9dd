// Asking the service. `ask` sends an operation; what can go wrong comes back as an ApiError whose code is one of the
// contract's, or OFFLINE.
//
// Operations are sent by the hash of their text: in production the service answers no others. Each request says which version
// of which app asks, and which phone, so that this phone is not told of what was done on itself.

import type { TypedDocumentString } from "@burgerbode/schema";
import { signal } from "@preact/signals";
import { version } from "../package.json";
import { setClock } from "./clock";
import { read, write } from "./keep";
import { tell } from "./tabs";

export const APP_VERSION = version;
const APP = `phone/${APP_VERSION}`;
const PATIENCE_MS = 15_000;

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
/** Set once the service said that it serves this version of the app no longer. */
export const outdated = signal<Hints | null>(null);

export function setSession(next: Session | null): void {
  takeSession(next);
  write("session", next);
  tell("session", next);
}

/** The same where another tab has written it down. */
export function takeSession(next: Session | null): void {
  session.value = next;
  expired.value = false;
}

/** Who a token is of, as its issuer names them. */
export function subjectOf(token: string): string {
  const [, payload = ""] = token.split(".");
  try {
    return JSON.parse(atob(payload.replace(/-/g, "+").replace(/_/g, "/"))).sub;
  } catch {
    return "";
  }
}

/** What an error says beside its code. */
export interface Hints {
  requestId?: string;
  /** With RATE_LIMITED: how many seconds to wait. */
  retryAfter?: number;
  /** With STEP_UP_REQUIRED: how strongly to sign in. */
  acr?: string;
  /** With UPGRADE_REQUIRED: where the new version is, and who helps. */
  upgradeUrl?: string;
  helpPhone?: string;
}

export class ApiError extends Error {
  readonly code: string;
  readonly hints: Hints;

  constructor(code: string, message: string, hints: Hints = {}) {
    super(message);
    this.code = code;
    this.hints = hints;
  }
}

interface Answer<R> {
  data?: R | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: Hints & { code?: string } }[];
}

/** Sends an operation. Anything that went wrong is thrown. */
export async function ask<R, V>(operation: TypedDocumentString<R, V>, variables: V): Promise<R> {
  const { data, problem } = await askPart(operation, variables);
  if (problem) throw problem;
  return data;
}

/** The same for what can be shown in part: a field that may be null is null for the problem that is answered beside it. */
export async function askPart<R, V>(
  operation: TypedDocumentString<R, V>,
  variables: V,
): Promise<{ data: R; problem: ApiError | null }> {
  const body = JSON.stringify({ ...named(operation), variables });
  const token = session.value?.token;
  const response = await send("/graphql", { method: "POST", headers: headers(token), body });
  return taken(await parsed<R>(response), token);
}

/**
 * The same for a query whose answer may be what the phone holds already: null then. The phone keeps the tag itself, not the
 * browser's cache, so that signing out leaves nothing behind.
 */
export async function askChanged<R, V>(
  operation: TypedDocumentString<R, V>,
  variables: V,
  tag: string | null,
): Promise<{ data: R; tag: string | null } | null> {
  const { documentId, operationName } = named(operation);
  const query = new URLSearchParams({ documentId, operationName, variables: JSON.stringify(variables) });
  const token = session.value?.token;
  const response = await send(`/graphql?${query}`, {
    headers: { ...headers(token), ...(tag && { "If-None-Match": tag }) },
  });
  if (response.status === 304) return null;
  const { data, problem } = taken(await parsed<R>(response), token);
  if (problem) throw problem;
  return { data, tag: response.headers.get("ETag") };
}

/** What a WebSocket says when it opens, in place of headers. */
export const socketHeaders = () => headers(session.value?.token);

function named<R, V>(operation: TypedDocumentString<R, V>) {
  const operationName = /^\w+ (\w+)/.exec(String(operation))?.[1] ?? "";
  return { documentId: `sha256:${operation.hash}`, operationName };
}

function headers(token: string | undefined): Record<string, string> {
  const installation = read<{ id: string }>("phone")?.id;
  return {
    Accept: "application/graphql-response+json, application/json",
    "Content-Type": "application/json",
    "Burgerbode-App": APP,
    ...(token && { Authorization: `Bearer ${token}` }),
    ...(installation && { "Burgerbode-Installation": installation }),
  };
}

/** Reaches the service, or throws OFFLINE. */
export async function send(url: string, init: RequestInit): Promise<Response> {
  const askedAt = Date.now();
  let response: Response;
  try {
    response = await fetch(url, { ...init, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (cause) {
    online.value = false;
    throw new ApiError("OFFLINE", String(cause));
  }
  online.value = true;
  setClock(response.headers.get("Date"), askedAt);
  if (response.status === 304 || response.headers.get("Content-Type")?.includes("json")) return response;
  const codes: Record<number, string> = { 401: "UNAUTHENTICATED", 429: "RATE_LIMITED" };
  throw new ApiError(codes[response.status] ?? "UNAVAILABLE", `HTTP status ${response.status}`, waitOf(response));
}

function waitOf(response: Response): Hints {
  const seconds = Number(response.headers.get("Retry-After"));
  return seconds > 0 ? { retryAfter: seconds } : {};
}

async function parsed<R>(response: Response): Promise<Answer<R>> {
  const answer = (await response.json().catch(() => null)) as Answer<R> | null;
  if (!answer?.data && !answer?.errors) throw new ApiError("UNAVAILABLE", `HTTP status ${response.status}`);
  return answer;
}

function taken<R>({ data, errors }: Answer<R>, token: string | undefined): { data: R; problem: ApiError | null } {
  const problems = (errors ?? []).map(({ message, extensions: { code = "INTERNAL", ...hints } = {} }) => {
    if (code === "UNAUTHENTICATED" && token && token === session.value?.token) expired.value = true;
    if (code === "UPGRADE_REQUIRED") outdated.value = hints;
    return new ApiError(code, message, hints);
  });
  const [problem = null] = problems;
  if (!data) throw problem ?? new ApiError("INTERNAL", "an empty answer");
  return { data, problem };
}
