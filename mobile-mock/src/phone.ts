// The phone itself: its installation, its FCM token, and its registration with the mailbox of who is signed in.

import {
  type DeviceFragment,
  RegisterDeviceDocument,
  type RegisterDeviceMutation,
  UnregisterDeviceDocument,
} from "@burgerbode/schema";
import { signal } from "@preact/signals";
import { APP_VERSION, ApiError, ask } from "./api";
import { now } from "./clock";
import { read, write } from "./keep";
import { hear, tell } from "./tabs";

const REFRESH_MS = 24 * 60 * 60 * 1000;

export interface Installation {
  /** Chosen when the app was first started here. */
  id: string;
  /** Stands for the token that FCM would give. */
  token: string;
  /** Whether the citizen lets the app show notifications. */
  permission: boolean;
  /** The registration now; a push that names another one is dropped. */
  registration: string | null;
  /** When it was registered last, as the service says. */
  registeredAt: string | null;
  /** With this the phone can be unregistered without being signed in. */
  secret: string | null;
  /** Secrets of registrations that could not be ended yet, for want of a connection. */
  toEnd: string[];
}

export const phone = signal<Installation>(
  read("phone") ?? {
    id: crypto.randomUUID(),
    token: `demo-${crypto.randomUUID()}`,
    permission: true,
    registration: null,
    registeredAt: null,
    secret: null,
    toEnd: [],
  },
);
write("phone", phone.value);

function change(changes: Partial<Installation>): void {
  phone.value = { ...phone.value, ...changes };
  write("phone", phone.value);
  tell("phone", phone.value);
}

hear("phone", (now) => {
  phone.value = now;
});

/** Registers the phone with the mailbox of who is signed in, or refreshes it. */
export async function register(permission = phone.value.permission): Promise<RegisterDeviceMutation["registerDevice"]> {
  const { registerDevice } = await ask(RegisterDeviceDocument, {
    input: {
      installationId: phone.value.id,
      token: phone.value.token,
      platform: "WEB",
      appVersion: APP_VERSION,
      pushPermission: permission,
      appLanguage: "NL",
    },
  });
  const { device, secret } = registerDevice;
  const { registration, registeredAt } = device;
  // Whatever waited to be ended is replaced by this registration: the installation is the same.
  change({ permission, registration, registeredAt, secret, toEnd: [] });
  return registerDevice;
}

/**
 * Compares with what the service knows of this phone; registers again where it knows nothing or something else, and once
 * a day: a phone that does not is soon not counted on any more.
 */
export async function confirm(known: DeviceFragment | null): Promise<void> {
  const { registration, permission, secret } = phone.value;
  const same = known !== null && known.registration === registration && known.pushPermission === permission;
  if (!secret || !same) await register();
  else await confirmAge();
}

/** The same where the service said that nothing changed. */
export async function confirmAge(): Promise<void> {
  if (now() - Date.parse(phone.value.registeredAt ?? "1970-01-01") >= REFRESH_MS) await register();
}

/** Ends the registration. Needs no token; without a connection it is done at the next start. */
export async function unregister(): Promise<void> {
  const { secret, toEnd } = phone.value;
  change({ registration: null, registeredAt: null, secret: null, toEnd: secret ? [...toEnd, secret] : toEnd });
  await endWhatWaits();
}

export async function endWhatWaits(): Promise<void> {
  for (const secret of phone.value.toEnd) {
    try {
      await ask(UnregisterDeviceDocument, { input: { installationId: phone.value.id, secret } });
    } catch (problem) {
      const later = problem instanceof ApiError && ["OFFLINE", "UNAVAILABLE", "RATE_LIMITED"].includes(problem.code);
      if (later) return; // it stays in the list
    }
    change({ toEnd: phone.value.toEnd.filter((waiting) => waiting !== secret) });
  }
}
