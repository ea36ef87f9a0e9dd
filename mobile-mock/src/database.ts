// Where the phone keeps the mailbox: one record in IndexedDB, since 2,000 entries may not fit in localStorage. Entries and token
// are one record on purpose: they are saved together or not at all, so that no change is skipped.

const NAME = "burgerbode";
const STORE = "mine";

const database = open();

function open(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(null); // no storage: the app works, but begins anew each time
  });
}

/** What was saved under a name; null when there is nothing. */
export async function load<T>(name: string): Promise<T | null> {
  return (await run("readonly", (store) => store.get(name))) ?? null;
}

/** Saves in the order of the calls; null removes. */
export async function save(name: string, value: unknown): Promise<void> {
  await run("readwrite", (store) => (value === null ? store.delete(name) : store.put(value, name)));
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<T | undefined> {
  const opened = await database;
  if (!opened) return undefined;
  return new Promise((resolve) => {
    const transaction = opened.transaction(STORE, mode);
    const asked = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = () => resolve(undefined); // a full storage costs offline reading, not the app
  });
}
