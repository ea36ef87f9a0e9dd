// Signing in, opening the app, signing out.

import { AppStatusDocument, type AppStatusQuery, type CallCardFragment } from "@burgerbode/schema";
import { effect, signal } from "@preact/signals";
import { APP_VERSION, ask, expired, online, type Session, session, setSession, subjectOf, takeSession } from "./api";
import { claim } from "./database";
import { type Citizen, demoToken, demoTokenAgain } from "./demo";
import { forgetMine, keep, stopMine } from "./keep";
import { startLive } from "./live";
import { clearMailbox, filter, held, pinned } from "./mailbox";
import { endWhatWaits, phone, register, unregister } from "./phone";
import { flush } from "./queue";
import { clearNotifications, listen, report } from "./ring";
import { go } from "./router";
import { refresh } from "./sync";
import { hear } from "./tabs";
import { waiting } from "./waiting";

const RETRY_MS = 10_000;

/** Whether this version still works, and what to tell; null until it is known. */
export const appStatus = signal<AppStatusQuery["appStatus"] | null>(null);

/** A call letter as it is kept for the polling station. */
export interface Card {
  id: string;
  kindTitle: string;
  /** Why it holds no more; null while it does. */
  stateText: string | null;
  /** The letter that took its place. */
  successor: string | null;
  card: CallCardFragment;
}

export async function signIn(citizen: Citizen): Promise<void> {
  const token = await demoToken(citizen.insz);
  const same = session.value !== null && subjectOf(session.value.token) === subjectOf(token);
  if (!same) forget(subjectOf(token));
  setSession({ name: citizen.name, token });
  if (same) return openApp(); // whose token had expired: what is held and what waits is theirs
  clearNotifications();
  await register();
  await refresh();
}

/** Signs the same citizen in again, as strongly as the service asks for. */
export async function signInStronger(acr: string): Promise<void> {
  const { name } = session.value ?? { name: "" };
  const token = await demoTokenAgain(name, acr);
  if (token) setSession({ name, token });
  else expired.value = true;
}

/** Works without a connection and with a token that has expired: the registration's secret is enough. */
export async function signOut(): Promise<void> {
  setSession(null);
  forget(null);
  clearNotifications();
  go("/");
  await unregister();
}

/** Forgets everything, for somebody else or nobody. */
function forget(next: string | null): void {
  forgetMine();
  void claim(next);
  clearMailbox();
  waiting.value = [];
  filter.value = "all";
}

/** Another tab signed in or out. Nothing of one citizen stays in a tab that shows another. */
function follow(next: Session | null): void {
  if (next && session.value && subjectOf(next.token) === subjectOf(session.value.token)) {
    takeSession(next);
    return;
  }
  stopMine();
  if (!next) forgetMine();
  location.reload();
}

async function openApp(): Promise<void> {
  void checkVersion();
  await endWhatWaits();
  if (!session.value) return;
  await flush();
  await refresh();
  await report();
}

async function checkVersion(): Promise<void> {
  try {
    appStatus.value = (await ask(AppStatusDocument, { platform: "WEB", version: APP_VERSION })).appStatus;
  } catch {
    // Without an answer the app goes on with what it has.
  }
}

/** Starts what goes on beside the screens. */
export function startAccount(): void {
  hear("session", follow);
  effect(() => {
    void [session.value, phone.value.registration];
    listen();
  });
  effect(() => {
    for (const node of pinned.value) {
      if (node.__typename !== "Letter" || !node.callLetter) continue;
      const { id, kindTitle, callLetter } = node;
      const data = { id, kindTitle, stateText: null, successor: null, card: callLetter }; // what is pinned holds
      keep<Card>(`card.${id}`, { at: held.value?.at ?? 0, data });
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void openApp();
  });
  addEventListener("online", () => void openApp());
  addEventListener("offline", () => {
    online.value = false;
  });
  setInterval(() => {
    if (!online.value && session.value) void openApp();
  }, RETRY_MS);
  startLive();
  void openApp();
}
