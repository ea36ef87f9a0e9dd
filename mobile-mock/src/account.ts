// Signing in, opening the app, signing out.

import { AppStatusDocument, type AppStatusQuery, type CallCardFragment } from "@burgerbode/schema";
import { effect, signal } from "@preact/signals";
import { ask, type Citizen, demoToken, online, session, setSession } from "./api";
import { forgetMine, keep } from "./keep";
import { clearMailbox, home, refresh } from "./mailbox";
import { APP_VERSION, endWhatWaits, phone, register, unregister } from "./phone";
import { clearNotifications, listen, report } from "./ring";
import { go } from "./router";

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
  forgetMine();
  clearMailbox();
  setSession({ name: citizen.name, token });
  clearNotifications();
  await register();
  await refresh();
}

/** Works without a connection and with a token that has expired: the registration's secret is enough. */
export async function signOut(): Promise<void> {
  setSession(null);
  forgetMine();
  clearMailbox();
  clearNotifications();
  go("/");
  await unregister();
}

async function openApp(): Promise<void> {
  void checkVersion();
  await endWhatWaits();
  if (!session.value) return;
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
  effect(() => {
    void [session.value, phone.value.registration];
    listen();
  });
  effect(() => {
    for (const node of home.value?.data.pinned.nodes ?? []) {
      if (node.__typename !== "Letter" || !node.callLetter) continue;
      const { id, kindTitle, callLetter } = node;
      const data = { id, kindTitle, stateText: null, successor: null, card: callLetter }; // what is pinned holds
      keep<Card>(`card.${id}`, { at: home.value?.at ?? 0, data });
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
    if (!online.value && session.value) void refresh();
  }, RETRY_MS);
  void openApp();
}
