// Keeping the mailbox on the phone equal to the service's. The first time one request brings the first screen, and pages of
// changes from the beginning bring the rest. From then on only what changed is asked for; when nothing did, the service
// answers 304 without looking into the mailbox.

import { OpenAppDocument, SyncDocument } from "@burgerbode/schema";
import { signal } from "@preact/signals";
import { ApiError, ask, askChanged, session } from "./api";
import { patience } from "./clock";
import { readMine, writeMine } from "./keep";
import { begin, clearMailbox, held, inStep, readMailbox, saved, takeOver } from "./mailbox";
import { confirm, confirmAge, phone } from "./phone";
import { alone } from "./tabs";

const FIRST_SCREEN = 20;
const PAGE = 50;

/** Why the mailbox could not be brought up to date; null when it could. */
export const problem = signal<string | null>(null);

let running: Promise<void> | null = null;
let again = false;
let timer = 0;
let tries = 0;

/** Brings the mailbox up to date, one request at a time, and one tab. What goes wrong is in `problem`. */
export function refresh(): Promise<void> {
  if (running) {
    again = true;
    return running;
  }
  clearTimeout(timer);
  running = alone("sync", attemptOnce).finally(() => {
    running = null;
    if (again) {
      again = false;
      void refresh();
    }
  });
  return running;
}

async function attemptOnce(): Promise<void> {
  if (!session.value) return;
  try {
    await readMailbox();
    await catchUp();
    problem.value = null;
    tries = 0;
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    if (cause.code === "RESYNC_REQUIRED") {
      clearMailbox(); // what waits in the queue stays: the citizen did it
      again = true;
      return;
    }
    problem.value = cause.code;
    if (cause.code !== "RATE_LIMITED" && cause.code !== "UNAVAILABLE") return; // account.ts comes back after OFFLINE
    tries++;
    timer = window.setTimeout(refresh, cause.hints.retryAfter ? cause.hints.retryAfter * 1000 : patience(tries));
  } finally {
    await saved();
  }
}

async function catchUp(): Promise<void> {
  if (!held.value) await open();
  for (let more = true; more; more = held.value !== null && !held.value.whole) await askPage();
}

/** The first screen. */
async function open(): Promise<void> {
  const asking = session.value;
  const { viewer } = await ask(OpenAppDocument, { installationId: phone.value.id, first: FIRST_SCREEN });
  if (session.value !== asking) return;
  begin(viewer);
  await confirm(viewer.thisDevice);
}

interface Tag {
  /** The state that the phone held. */
  token: string;
  tag: string;
}

/** A page of what changed. */
async function askPage(): Promise<void> {
  const asking = session.value;
  const since = held.value?.token ?? null;
  const known = readMine<Tag>("tag");
  const tag = known && known.token === since ? known.tag : null;
  const answer = await askChanged(SyncDocument, { since, first: PAGE, installationId: phone.value.id }, tag);
  if (session.value !== asking) return;
  if (!answer) {
    inStep();
    return confirmAge();
  }
  const { changes, thisDevice } = answer.data.viewer;
  if (!takeOver(changes, since)) return;
  if (answer.tag && !changes.hasMore) writeMine("tag", { token: changes.token, tag: answer.tag });
  if (!changes.hasMore) await confirm(thisDevice);
}
