// What the phone keeps between visits, in localStorage. Two sorts: what belongs to the installation, and what belongs to
// the citizen who is signed in ("mine."), which signing out removes. The mailbox, which may be large, is in database.ts.

const PREFIX = "burgerbode.";
const MINE = "mine.";
const MAX_DETAILS = 30;

export function read<T>(name: string): T | null {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null; // no storage, or something else wrote there
  }
}

export function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs offline reading, not the app.
  }
}

export const readMine = <T>(name: string) => read<T>(MINE + name);

let over = false;

export function writeMine(name: string, value: unknown): void {
  if (!over) write(MINE + name, value);
}

/** For a tab that has still to close what it shows of a citizen who is not signed in any more: it writes nothing from now on. */
export function stopMine(): void {
  over = true;
}

export function forgetMine(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX + MINE)) localStorage.removeItem(key);
  }
}

/** Forgets what is kept of an entry that is gone. */
export function forgetDetails(id: string): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(`${PREFIX}${MINE}detail.`) && key.split(".").includes(id)) localStorage.removeItem(key);
  }
}

/** An answer of the service with the moment at which it was true. */
export interface Kept<T> {
  at: number;
  data: T;
}

export const kept = <T>(key: string) => readMine<Kept<T>>(`detail.${key}`);

/** Keeps an answer for use without a connection; only the newest of them stay. */
export function keep<T>(key: string, value: Kept<T>): void {
  writeMine(`detail.${key}`, value);
  const prefix = `${PREFIX}${MINE}detail.`;
  const details = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  if (details.length <= MAX_DETAILS) return;
  const age = (name: string) => read<Kept<unknown>>(name.slice(PREFIX.length))?.at ?? 0;
  const oldest = details.filter((name) => !name.startsWith(`${prefix}card.`)).sort((a, b) => age(a) - age(b));
  for (const name of oldest.slice(0, details.length - MAX_DETAILS)) localStorage.removeItem(name);
}
