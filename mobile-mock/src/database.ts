// Where the phone keeps the mailbox and what waits to be sent, in IndexedDB: 2,000 entries may not fit in localStorage, and a
// change here is one step, whatever other tabs do. The mailbox is one record on purpose: entries and token are saved together or
// not at all, so that no change is skipped.
//
// All of it is of one citizen. A tab that does not know yet that somebody else signed in can neither read nor write here.

import { session, subjectOf } from "./api";

const NAME = "burgerbode";
const STORE = "mine";
const OWNER = "owner";

const database = open();
let owner: string | null = null;
await claim(session.value && subjectOf(session.value.token));

function open(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(null); // no storage: the app works, but begins anew each time
  });
}

/** Makes the storage that of a citizen, or nobody's. What is there of another one goes. */
export async function claim(citizen: string | null): Promise<void> {
  owner = citizen;
  await run((store) => {
    const before = store.get(OWNER);
    before.onsuccess = () => {
      if (citizen !== null && before.result === citizen) return;
      store.clear();
      if (citizen !== null) store.put(citizen, OWNER);
    };
  });
}

/** What is saved under a name; null for nothing, undefined where there is no storage of this citizen. */
export const load = <T>(name: string) => update<T>(name, (saved) => saved);

/** Changes what is saved under a name; null removes it. The answer is what is saved now, as of `load`. */
export async function update<T>(name: string, change: (saved: T | null) => T | null): Promise<T | null | undefined> {
  const mine = owner;
  let answer: T | null | undefined;
  const done = await run((store) => {
    const owned = store.get(OWNER);
    const asked = store.get(name);
    asked.onsuccess = () => {
      if (mine === null || owned.result !== mine) return;
      const saved: T | null = asked.result ?? null;
      answer = change(saved);
      if (answer === saved) return;
      if (answer === null) store.delete(name);
      else store.put(answer, name);
    };
  });
  return done ? answer : undefined;
}

/** One after the other, in the order of the calls of all tabs. False when nothing was done. */
async function run(act: (store: IDBObjectStore) => void): Promise<boolean> {
  const opened = await database;
  if (!opened) return false;
  return new Promise((resolve) => {
    const transaction = opened.transaction(STORE, "readwrite");
    act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(true);
    transaction.onabort = () => resolve(false); // a full storage costs offline reading, not the app
  });
}
