// Ringing. A notification appears here for one reason only: the fake FCM accepted a message for this phone's own token
// and streamed it. The rules are those that an Android app follows with a data message:
//   - a message for another registration is dropped: it was meant for an earlier account;
//   - an id that was seen is dropped, also after a restart: a repeat after a crash rings once;
//   - it is shown under tag = push id, where it replaces what has the same tag, in the channel that the message names;
//   - a message whose action is "withdraw" rings nowhere and takes away what is shown under the id; where it comes before
//     the notification, that one is not shown any more;
//   - the badge moves by the message, then the mailbox is asked for in the background.

import { type PushEvent, type PushEventInput, ReportPushesDocument } from "@burgerbode/schema";
import { signal } from "@preact/signals";
import { ask, session } from "./api";
import { now } from "./clock";
import { read, readMine, write, writeMine } from "./keep";
import { hurry } from "./live";
import { setBadge } from "./mailbox";
import { phone } from "./phone";
import { go, path } from "./router";
import { announce } from "./say";

const MAX_SEEN = 500;
const MAX_SHOWN = 8;
const MAX_EVENTS = 200; // as many as one report may have
const RECONNECT_MS = 3000;
const RING_MS = 900;
const VIBRATE: Record<Channel, number[]> = {
  urgent: [300, 100, 300, 100, 300],
  messages: [120, 60, 120],
  reminders: [120],
};
const APP_NAME = "Burgerbode";

export type Channel = "urgent" | "messages" | "reminders";

export interface Notification {
  /** The push id: two notifications with the same one are one. */
  tag: string;
  entryId: string;
  /** Which of the app's channels on Android it is in, by urgency; each can be silenced. */
  channel: Channel;
  title: string;
  body: string;
  at: number;
}

/** What a notification says under the app's name, which most have for a title. */
export const linesOf = ({ title, body }: Notification) => [title, body].filter((line) => line && line !== APP_NAME);

/** What lies on the lock screen, newest first. */
export const notifications = signal<Notification[]>(readMine("notifications") ?? []);
/** True for a moment after a notification came. */
export const ringing = signal(false);
/** Whether the stream from FCM is open. */
export const connected = signal(false);

let source: EventSource | null = null;
let streamOf = "";
let retry = 0;
let ringTimer = 0;

/** Listens while the phone is registered. Calling it again changes nothing. */
export function listen(): void {
  const { token, registration } = phone.value;
  const wanted = session.value && registration ? token : "";
  if (wanted === streamOf) return;
  hangUp();
  streamOf = wanted;
  if (wanted) connect();
}

// A new stream begins with all that is kept for the token. That is on purpose: what was missed comes, what was seen is
// dropped by its id, and a demo that started again (with sequence numbers from 1) is heard too.
function connect(): void {
  source = new EventSource(`/fcm/stream?token=${encodeURIComponent(streamOf)}`);
  source.onopen = () => {
    connected.value = true;
  };
  source.onmessage = (event) => receive(JSON.parse(event.data));
  source.onerror = () => {
    connected.value = false;
    source?.close();
    clearTimeout(retry);
    retry = window.setTimeout(connect, RECONNECT_MS);
  };
}

function hangUp(): void {
  clearTimeout(retry);
  source?.close();
  source = null;
  connected.value = false;
}

/** Removes what is on the lock screen and what waits to be reported, for somebody else or nobody. */
export function clearNotifications(): void {
  show([]);
  listen();
}

interface Message {
  token: string;
  data?: {
    action?: string;
    pushId?: string;
    entryId?: string;
    registration?: string;
    badge?: string;
    title?: string;
    body?: string;
    channel?: Channel;
  };
}

function receive(message: Message): void {
  const { action, pushId, entryId = "", registration, badge, title, body, channel = "messages" } = message.data ?? {};
  if (message.token !== phone.value.token || registration !== phone.value.registration) return;
  if (!pushId) return;
  if (action === "withdraw") {
    const first = firstTime(`withdraw ${pushId}`);
    firstTime(pushId);
    take(pushId);
    if (!first) return;
    moveBadge(badge);
    void hurry();
    return;
  }
  if (action || !firstTime(pushId)) return; // what a later version of the service asks for is none of ours
  moveBadge(badge);
  if (title && phone.value.permission) {
    const notification = { tag: pushId, entryId, title, body: body ?? "", at: now(), channel };
    show([notification, ...notifications.value.filter((shown) => shown.tag !== pushId)]);
    note(pushId, "RECEIVED");
    ring(channel);
    announce(["Nieuwe melding:", ...linesOf(notification)].join(" "));
  }
  void hurry();
}

function moveBadge(badge: string | undefined): void {
  if (badge && /^\d+$/.test(badge)) setBadge(Number(badge));
}

function firstTime(pushId: string): boolean {
  const seen = read<string[]>("seen") ?? [];
  if (seen.includes(pushId)) return false;
  write("seen", [...seen, pushId].slice(-MAX_SEEN));
  return true;
}

function show(list: Notification[]): void {
  notifications.value = list.slice(0, MAX_SHOWN);
  if (session.value) writeMine("notifications", notifications.value);
}

function ring(channel: Channel): void {
  navigator.vibrate?.(VIBRATE[channel] ?? VIBRATE.messages);
  ringing.value = true;
  clearTimeout(ringTimer);
  ringTimer = window.setTimeout(() => {
    ringing.value = false;
  }, RING_MS);
}

/** The citizen tapped a notification: the app opens at its entry. */
export function open(notification: Notification, where: string): void {
  remove(notification);
  note(notification.tag, "OPENED");
  void report();
  if (path.value !== where) go(where);
}

export function dismiss(notification: Notification): void {
  remove(notification);
  note(notification.tag, "DISMISSED");
}

/** Takes away what is about an entry that the citizen has just seen. */
export function entrySeen(entryId: string): void {
  show(notifications.value.filter((shown) => shown.entryId !== entryId));
}

const remove = (notification: Notification) => take(notification.tag);

function take(tag: string): void {
  show(notifications.value.filter((shown) => shown.tag !== tag));
}

// What became of pushes waits on the phone until the app is opened the next time. Reporting on receipt would make every
// phone call the service in the same second.
function note(pushId: string, event: PushEvent): void {
  const waiting = readMine<PushEventInput[]>("events") ?? [];
  writeMine("events", [...waiting, { pushId, event, at: new Date(now()).toISOString() }].slice(-MAX_EVENTS));
}

/** Reports what waits; called when the app is opened. What cannot be reported waits on. */
export async function report(): Promise<void> {
  const events = readMine<PushEventInput[]>("events") ?? [];
  if (events.length === 0 || !session.value) return;
  try {
    await ask(ReportPushesDocument, { input: { events } });
  } catch {
    return;
  }
  const key = (event: PushEventInput) => `${event.pushId} ${event.event} ${event.at}`;
  const reported = new Set(events.map(key));
  writeMine(
    "events",
    (readMine<PushEventInput[]>("events") ?? []).filter((event) => !reported.has(key(event))),
  );
}
