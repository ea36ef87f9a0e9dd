// Changes as they happen, while the app is on the screen; in the background pushes do that work. Over a WebSocket, which says
// at once when the connection is gone and takes none of the six connections that a browser has for a host, as events over
// HTTP/1.1 would. When it ends, it comes back with the last token, after a while that grows: nothing is lost.

import { MailboxChangedDocument } from "@burgerbode/schema";
import { effect, signal } from "@preact/signals";
import { type Client, createClient } from "graphql-ws";
import { expired, online, outdated, session, socketHeaders } from "./api";
import { patience } from "./clock";
import { held, readMailbox, saved, takeOver } from "./mailbox";
import { refresh } from "./sync";
import { alone } from "./tabs";

const FORBIDDEN = 4403; // the token is not valid any more

/** Whether changes come by themselves. */
export const following = signal(false);

const visible = signal(document.visibilityState === "visible");
/** Whether it waits before it comes back. */
const resting = signal(false);
let client: Client | null = null;
let tries = 0;
let timer = 0;

/** Follows the mailbox whenever there is one and somebody looks at it. */
export function startLive(): void {
  document.addEventListener("visibilitychange", () => {
    visible.value = document.visibilityState === "visible";
  });
  effect(() => {
    const wanted =
      visible.value && session.value && !expired.value && !outdated.value && online.value && held.value?.whole;
    if (!wanted) hangUp();
    else if (!client && !resting.value) connect();
  });
}

/** Asks what changed, unless that is told anyhow. */
export const hurry = () => (following.peek() ? Promise.resolve() : refresh());

function connect(): void {
  let since = held.peek()?.token ?? null;
  const mine = createClient({
    url: `${location.origin.replace(/^http/, "ws")}/graphql`,
    connectionParams: socketHeaders,
    retryAttempts: 0, // its own would come back with the old token
    on: {
      connected: () => {
        if (client !== mine) return;
        following.value = true;
        tries = 0;
      },
      closed: (event) => {
        if (client !== mine) return;
        if ((event as CloseEvent).code === FORBIDDEN) expired.value = true;
        comeBack();
      },
    },
  });
  client = mine;
  mine.subscribe(
    { query: String(MailboxChangedDocument), operationName: "MailboxChanged", variables: { since } },
    {
      next: ({ data }) => {
        const page = (data as { mailboxChanged: Parameters<typeof takeOver>[0] } | null)?.mailboxChanged;
        if (!page) return;
        const before = since;
        since = page.token;
        void alone("sync", async () => {
          if (client !== mine) return;
          await readMailbox();
          if (client !== mine) return;
          if (!takeOver(page, before)) return restart(); // meanwhile the phone asked itself
          await saved();
          if (page.hasMore) void refresh();
        });
      },
      error: () => {
        if (client === mine) comeBack(); // for one, the token is too old: asking finds out
      },
      complete: () => {
        if (client === mine) comeBack();
      },
    },
  );
}

function hangUp(): void {
  clearTimeout(timer);
  resting.value = false;
  following.value = false;
  const old = client;
  client = null;
  Promise.resolve(old?.dispose()).catch(() => {}); // one that did not open need not be closed
}

function restart(): void {
  hangUp();
  connect();
}

function comeBack(): void {
  hangUp();
  resting.value = true;
  tries++;
  timer = window.setTimeout(async () => {
    await refresh();
    resting.value = false;
  }, patience(tries));
}
