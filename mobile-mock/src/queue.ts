// What the citizen does is written down first, shown at once (see pending.ts), and sent in order when there is a connection.
// Each change has an id and a moment, by which the service merges it: sending it again, or late,
// ends the same.
//
// A change leaves the queue when the mailbox on the phone has it too, or when the service refuses it for good.

import {
  ArchiveEntriesDocument,
  CompleteReminderDocument,
  CreateReminderDocument,
  DeleteReminderDocument,
  MarkFeedReadDocument,
  MarkReadDocument,
  OpenAnnouncementDocument,
  OpenLetterDocument,
} from "@burgerbode/schema";
import { effect } from "@preact/signals";
import { ApiError, ask, expired, session } from "./api";
import { now, patience } from "./clock";
import { hurry } from "./live";
import { drop, held, shown } from "./mailbox";
import { type Change, clientIdOf, newId, type Waiting } from "./pending";
import { say } from "./say";
import { alone } from "./tabs";
import { problemText } from "./texts";
import { changeQueue, readQueue, unsent, waiting } from "./waiting";

const FAULTS = 3; // a change that the service fails over so often is given up

/** What passes by itself: then the change waits. */
const passing = ["OFFLINE", "UNAVAILABLE", "RATE_LIMITED"];
/** What only the citizen can end: by signing in again, or with a new version of the app. */
const stopping = ["UNAUTHENTICATED", "UPGRADE_REQUIRED"];

/** What reminders were called here before the service named them, by that name. */
const before = new Map<string, string>();

/** The same for a reminder before and after it got its name, so that its row stays the one that a finger is on. */
export const rowOf = (id: string) => before.get(id) ?? id;

let sending = false;
let timer = 0;

/** Does what the citizen asks for, also without a connection. */
export function act(change: Change): void {
  const made = { id: crypto.randomUUID(), at: momentOf(change), change, rev: null, tries: 0 };
  void changeQueue((queue) => [...queue, made]);
  void send();
}

const send = async () => {
  if (await flush()) await hurry();
};

/**
 * Sends what waits, one after the other and from one tab; true when the service has it all. What fails for a while is sent again
 * later.
 */
export async function flush(): Promise<boolean> {
  if (sending || !session.value || expired.value) return false;
  sending = true;
  clearTimeout(timer);
  try {
    while (await alone("queue", sendAll)) if (unsent.value.length === 0) return true; // else something came at the very end
    return false;
  } finally {
    sending = false;
  }
}

async function sendAll(): Promise<boolean> {
  await readQueue(); // another tab may have sent some of it
  for (let [next] = unsent.value; next; [next] = unsent.value) if (!(await sendOne(next))) return false;
  return true;
}

/** Sends a change. False when the rest has to wait too. */
async function sendOne(next: Waiting): Promise<boolean> {
  try {
    await settle(next, await request(next));
    return true;
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    const { code, hints } = cause;
    if (stopping.includes(code)) return false;
    const tries = next.tries + 1;
    if (passing.includes(code) || (code === "INTERNAL" && tries < FAULTS)) {
      await changeQueue((queue) => queue.map((each) => (each.id === next.id ? { ...each, tries } : each)));
      timer = window.setTimeout(send, hints.retryAfter ? hints.retryAfter * 1000 : patience(tries));
      return false;
    }
    await changeQueue((queue) => queue.filter(({ id }) => id !== next.id));
    if (code === "GONE" && "id" in next.change) drop(next.change.id);
    say(`Een wijziging kon niet bewaard worden. ${problemText(code)}`);
    return true;
  }
}

/** The service has it. What was done to a reminder before it had a name is done to that name from now on. */
async function settle(sent: Waiting, { rev, id: named }: { rev: number; id?: string }): Promise<void> {
  const { change } = sent;
  const old = change.do === "create" ? newId(change.clientId) : null;
  if (old && named) before.set(named, old);
  const rename = (each: Change): Change => ("id" in each && named && each.id === old ? { ...each, id: named } : each);
  await changeQueue((queue) =>
    queue.map((each) => ({ ...each, change: rename(each.change), rev: each.id === sent.id ? rev : each.rev })),
  );
}

// What the mailbox has by now needs no showing any more.
effect(() => {
  const has = held.value?.rev ?? 0;
  if (waiting.value.some(({ rev }) => rev !== null && rev <= has)) {
    void changeQueue((queue) => queue.filter(({ rev }) => rev === null || rev > has));
  }
});

/** Now; but not before the newest that the citizen saw of what is changed, however the clocks differ. */
function momentOf(change: Change): string {
  const ids = "ids" in change ? change.ids : "id" in change ? [change.id] : [];
  const entries = ids.map((id) => shown.value?.entries[id]).filter((kept) => kept !== undefined);
  const came = entries.filter(({ entry }) => entry.__typename !== "Reminder").map(({ sortAt }) => Date.parse(sortAt));
  return new Date(Math.max(now(), ...came)).toISOString();
}

/** Asks the service for it; the answer is the revision that has it, and the id that a new reminder got. */
async function request({ id, at, change }: Waiting): Promise<{ rev: number; id?: string }> {
  const stamp = { id, at };
  switch (change.do) {
    case "open":
      return (await ask(OpenLetterDocument, { input: { id: change.id, stamp } })).openLetter;
    case "openAnnouncement":
      return (await ask(OpenAnnouncementDocument, { input: { id: change.id, stamp } })).openAnnouncement;
    case "read":
      return (await ask(MarkReadDocument, { input: { ids: change.ids, read: change.read, stamp } })).markRead;
    case "readFeed":
      return (await ask(MarkFeedReadDocument, { input: { before: change.before, stamp } })).markFeedRead;
    case "archive":
      return (await ask(ArchiveEntriesDocument, { input: { ids: change.ids, archived: change.archived, stamp } }))
        .archiveEntries;
    case "create": {
      const { do: _, ...reminder } = change;
      const { createReminder } = await ask(CreateReminderDocument, { input: { ...reminder, stamp } });
      return { rev: createReminder.rev, id: createReminder.reminder.id };
    }
    case "complete":
      return (
        await ask(CompleteReminderDocument, { input: { ...which(change.id), completed: change.completed, stamp } })
      ).completeReminder;
    case "delete":
      return { rev: (await ask(DeleteReminderDocument, { input: { ...which(change.id), stamp } })).deleteReminder.rev };
  }
}

/** A reminder by the service's id, or by ours while it has no other. */
function which(id: string): { id: string } | { clientId: string } {
  const clientId = clientIdOf(id);
  return clientId ? { clientId } : { id };
}
