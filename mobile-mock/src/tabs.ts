// Several tabs are one phone: they share what is stored. One at a time sends what waits and brings the mailbox up to date; what
// one of them stores it tells the others, which show that too.

import type { Session } from "./api";
import type { Installation } from "./phone";

interface News {
  /** Who is signed in now. */
  session: Session | null;
  /** What is known of the phone itself. */
  phone: Installation;
  /** The mailbox is stored anew, for all to read. */
  mailbox: null;
  /** What waits is stored anew. */
  queue: null;
}

type Story = { [K in keyof News]: { what: K; value: News[K] } }[keyof News];

const channel = new BroadcastChannel("burgerbode");
const listeners: { [K in keyof News]?: (value: News[K]) => void } = {};

channel.onmessage = ({ data: { what, value } }: MessageEvent<Story>) => {
  (listeners[what] as ((value: unknown) => void) | undefined)?.(value);
};

/** Tells the other tabs. */
export const tell = <K extends keyof News>(what: K, value: News[K]) => channel.postMessage({ what, value });

/** Hears what other tabs tell. */
export function hear<K extends keyof News>(what: K, act: (value: News[K]) => void): void {
  (listeners as { [key in K]?: (value: News[key]) => void })[what] = act;
}

/**
 * Does the work while no other tab does work of that name, in the order of asking. A tab that ends lets go. Not every browser
 * has locks over plain HTTP: then tabs may do the same twice, which ends the same.
 */
export function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(`burgerbode.${name}`, work) : work();
}
