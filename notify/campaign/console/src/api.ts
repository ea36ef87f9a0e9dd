// Asking the service. `ask` sends an operation; what can go wrong comes back as an ApiError whose code is one of the
// contract's, or OFFLINE. `follow` is a subscription.

import type { TypedDocumentString } from "@burgerbode/schema";
import { createClient } from "graphql-sse";
import { expire, session } from "./signin";

export interface FieldProblem {
  path: string;
  message: string;
  advice?: string | null;
}

export class ApiError extends Error {
  readonly code: string;
  readonly fields: FieldProblem[];
  readonly requestId: string | undefined;

  constructor(code: string, message: string, fields: FieldProblem[] = [], requestId?: string) {
    super(message);
    this.code = code;
    this.fields = fields;
    this.requestId = requestId;
  }
}

interface Problem {
  message: string;
  extensions?: { code?: string; requestId?: string; fields?: FieldProblem[] };
}

interface Answer<R> {
  data?: R | null;
  errors?: readonly Problem[];
}

const LONGEST = 60_000; // a dry run over a large city takes a while

/** Whatever was thrown, as an ApiError. */
export const asApiError = (cause: unknown) =>
  cause instanceof ApiError ? cause : new ApiError("INTERNAL", String(cause));

export async function ask<R, V>(operation: TypedDocumentString<R, V>, variables: V): Promise<R> {
  const token = session.value?.token ?? "";
  let response: Response;
  try {
    response = await fetch("/graphql", {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: operation.toString(), variables }),
      cache: "no-store",
      signal: AbortSignal.timeout(LONGEST),
    });
  } catch (cause) {
    throw new ApiError("OFFLINE", String(cause));
  }
  const answer = (await response.json().catch(() => null)) as Answer<R> | null;
  const problem = answer?.errors?.[0];
  if (answer?.data && !problem) return answer.data;
  throw problem ? refused(problem, token) : new ApiError(codeOf(response.status), `HTTP status ${response.status}`);
}

/** Follows a subscription until the answer is called, or the service ends it. It comes back by itself after a cut. */
export function follow<R, V extends Record<string, unknown>>(
  operation: TypedDocumentString<R, V>,
  variables: V,
  on: { next: (data: R) => void; error: (error: ApiError) => void; ended: () => void },
): () => void {
  const token = session.value?.token ?? "";
  const client = createClient({
    url: "/graphql",
    headers: { Authorization: `Bearer ${token}` },
    retryAttempts: 1000,
    retry: (tries) => new Promise((resolve) => setTimeout(resolve, Math.min(30_000, 500 * 2 ** tries))),
  });
  const stop = client.subscribe<R>(
    { query: operation.toString(), variables },
    {
      next: (answer) => {
        const problem = (answer.errors as readonly Problem[] | undefined)?.[0];
        if (problem) on.error(refused(problem, token));
        else if (answer.data) on.next(answer.data);
      },
      error: (cause) => {
        const problem = Array.isArray(cause) ? (cause[0] as Problem | undefined) : undefined;
        on.error(problem?.extensions ? refused(problem, token) : new ApiError("OFFLINE", String(cause)));
      },
      complete: on.ended,
    },
  );
  return () => {
    stop();
    client.dispose();
  };
}

function refused(problem: Problem, token: string): ApiError {
  const code = problem.extensions?.code ?? "INTERNAL";
  if (code === "UNAUTHENTICATED" && token && token === session.value?.token) void expire();
  return new ApiError(code, problem.message, problem.extensions?.fields, problem.extensions?.requestId);
}

function codeOf(status: number): string {
  if (status === 401) return "UNAUTHENTICATED";
  return status === 429 ? "RATE_LIMITED" : "UNAVAILABLE";
}
