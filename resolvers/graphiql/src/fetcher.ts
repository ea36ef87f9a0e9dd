import type { Fetcher } from "@graphiql/toolkit";
import { getOperationAST } from "graphql";
import { createClient } from "graphql-sse";

const address = "/graphql";

/** Asks the API: subscriptions as server-sent events, all else as a POST. `token` tells who is signed in. */
export function fetcherFor(token: () => string | undefined): Fetcher {
  const signedIn = (given: Record<string, unknown> = {}) => {
    const headers: Record<string, string> = { "Burgerbode-App": "graphiql/1.0" };
    const current = token();
    if (current) headers.Authorization = `Bearer ${current}`;
    for (const [name, value] of Object.entries(given)) headers[name] = String(value); // what is typed in counts
    return headers;
  };
  return (params, options) => {
    const operation = options?.documentAST && getOperationAST(options.documentAST, params.operationName);
    const headers = signedIn(options?.headers);
    if (operation?.operation === "subscription") {
      const events = createClient({
        url: address,
        headers,
        retryAttempts: 0,
        fetchFn: (url: string, init: RequestInit) => {
          const sent = new Headers(init.headers);
          sent.set("Accept", "text/event-stream");
          return fetch(url, { ...init, headers: sent });
        },
      });
      return events.iterate({ ...params, operationName: params.operationName ?? undefined }) as AsyncIterable<never>;
    }
    headers["Content-Type"] = "application/json";
    headers.Accept = "application/graphql-response+json, application/json";
    return fetch(address, { method: "POST", headers, body: JSON.stringify(params) }).then((answer) => answer.json());
  };
}
