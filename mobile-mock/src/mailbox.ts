// The mailbox as the phone keeps it, whole: entries by id, what is pinned, the counts, and the token that names this state.
// `held` is what the service told last. `shown` is that with what the citizen did since, which waits in the queue; it is
// what all screens show. Nothing is mixed: what the service refuses disappears by itself.

import type {
  ChangesFragment,
  CountsFragment,
  EntryFragment,
  OpenAppQuery,
  PreferencesFragment,
} from "@burgerbode/schema";
import { computed, effect, signal } from "@preact/signals";
import { now } from "./clock";
import { load, update } from "./database";
import { forgetDetails } from "./keep";
import { apply, countsOf } from "./pending";
import { hear, tell } from "./tabs";
import { changeQueue, waiting } from "./waiting";

export type Entry = EntryFragment;
export type Letter = Extract<Entry, { __typename: "Letter" }>;
export type Dossier = Extract<Entry, { __typename: "Dossier" }>;
export type Reminder = Extract<Entry, { __typename: "Reminder" }>;

export interface Kept {
  entry: Entry;
  /** The moment by which the feed is ordered. */
  sortAt: string;
  inFeed: boolean;
  /** Whether it asks something of the citizen; of the first screen not known before the first page. */
  asks: boolean;
  /** The token of the page that told of it last; empty while only the first screen had it. */
  told: string;
}

export interface Mailbox {
  /** When the phone was in step with the service last. */
  at: number;
  entries: Record<string, Kept>;
  pinned: string[];
  counts: CountsFragment;
  preferences: PreferencesFragment;
  /** The revision that all of this is of; with only a part of the mailbox here, 0. */
  rev: number;
  /** What to ask changes since; null before the first page. */
  token: string | null;
  /** Whether nothing more waits. */
  whole: boolean;
}

/** What the service told; null before that. */
export const held = signal<Mailbox | null>((await load<Mailbox>("mailbox")) ?? null);
/** What to show. */
export const shown = computed(() => held.value && waiting.value.reduce(apply, held.value));

const pushedBadge = signal<{ rev: number; unread: number } | null>(null);

export const counts = computed<CountsFragment>(() => {
  const known = shown.value?.counts ?? { unread: 0, toDo: 0 };
  const pushed = pushedBadge.value;
  return pushed && pushed.rev === (held.value?.rev ?? 0) ? { ...known, unread: pushed.unread } : known;
});

/** Moves the badge at once, as a push says, until the mailbox itself has changed. */
export function setBadge(unread: number): void {
  pushedBadge.value = { rev: held.value?.rev ?? 0, unread };
}

let stored = held.peek();
let storing: Promise<void> = Promise.resolve();
let full = false; // the storage takes no more: what is there is old

effect(() => {
  const next = held.value;
  if (next !== stored) storing = store(next);
});

async function store(next: Mailbox | null): Promise<void> {
  stored = next;
  full = (await update("mailbox", () => next)) === undefined;
  if (!full) tell("mailbox", null);
}

/** Ends when what is held is stored, for other tabs to go on from. */
export const saved = () => storing;

/** Takes over what another tab stored. */
export async function readMailbox(): Promise<void> {
  const before = held.peek();
  const found = await load<Mailbox>("mailbox");
  if (found === undefined || full || held.peek() !== before) return; // ours is newer
  stored = found;
  held.value = found;
}

hear("mailbox", () => void readMailbox());

/** Forgets everything, for somebody else or nobody, or to begin anew. */
export function clearMailbox(): void {
  held.value = null;
  pushedBadge.value = null;
}

/** The first screen: a part of the mailbox, to show until the whole of it is here. */
export function begin({ pinned, feed, dossiers, reminders, counts, preferences }: OpenAppQuery["viewer"]): void {
  const entries: Record<string, Kept> = {};
  const keep = (entry: Entry, sortAt: string, inFeed: boolean) => {
    entries[entry.id] ??= { entry, sortAt, inFeed, asks: false, told: "" };
  };
  for (const entry of pinned.nodes) keep(entry, placeOf(entry), true);
  for (const { node, sortAt } of feed.edges) keep({ callLetter: null, ...node } as Entry, sortAt, true);
  for (const node of dossiers.nodes) keep({ __typename: "Dossier", ...node }, node.changedAt, true);
  for (const node of reminders.nodes) {
    keep({ __typename: "Reminder", ...node }, node.dueAt, Date.parse(node.dueAt) <= now());
  }
  const ids = pinned.nodes.map(({ id }) => id);
  void changeQueue((queue) => queue.filter(({ rev }) => rev === null)); // the service has the others
  held.value = { at: now(), entries, pinned: ids, counts, preferences, rev: 0, token: null, whole: false };
}

/**
 * Takes a page of changes over: what is removed, then what changed, then all else. False when it does not follow on from
 * what is held, since another page was taken over meanwhile: then nothing is done. Another tab may have taken this one over.
 */
export function takeOver(page: ChangesFragment, since: string | null): boolean {
  const before = held.value;
  if (!before) return false;
  if (before.token !== since) return before.token === page.token;
  const entries = { ...before.entries };
  for (const id of page.removed) {
    delete entries[id];
    forgetDetails(id);
  }
  for (const changed of page.entries) entries[changed.entry.id] = { ...changed, told: page.token };
  if (!page.hasMore) forgetFirstScreen(entries);
  held.value = {
    at: now(),
    entries,
    pinned: page.pinned,
    counts: page.counts,
    preferences: page.preferences ?? before.preferences,
    rev: page.hasMore ? before.rev : page.rev,
    token: page.token,
    whole: !page.hasMore,
  };
  return true;
}

/** What the first screen had and no page of changes had was removed between the two. */
function forgetFirstScreen(entries: Record<string, Kept>): void {
  for (const [id, { told }] of Object.entries(entries)) if (!told) delete entries[id];
}

/** The phone is in step still: the service said that nothing changed. */
export function inStep(): void {
  if (held.value) held.value = { ...held.value, at: now() };
}

/** Drops an entry that is gone. */
export function drop(id: string): void {
  forgetDetails(id);
  const before = held.value;
  if (!before?.entries[id]) return;
  const { [id]: _, ...entries } = before.entries;
  held.value = { ...before, entries };
}

// ---- what the screens show of it ----

export type FilterName = "all" | "unread" | "toDo" | "archived";
export const filter = signal<FilterName>("all");

const filters: Record<FilterName, (kept: Kept) => boolean> = {
  all: ({ inFeed }) => inFeed,
  unread: (kept) => countsOf(kept).unread > 0,
  toDo: (kept) => countsOf(kept).toDo > 0,
  archived: ({ entry }) => entry.__typename !== "Reminder" && entry.archived,
};

/** Newest first; of the same moment, by id. */
const inOrder = (a: Kept, b: Kept) => Date.parse(b.sortAt) - Date.parse(a.sortAt) || (a.entry.id < b.entry.id ? -1 : 1);

const all = computed(() => Object.values(shown.value?.entries ?? {}).sort(inOrder));
export const feed = computed(() => all.value.filter(filters[filter.value]));
export const pinned = computed(() =>
  (shown.value?.pinned ?? []).map((id) => shown.value?.entries[id]?.entry).filter((entry) => entry !== undefined),
);
/** All dossiers that are not put away, the last changed first. */
export const dossiers = computed(() =>
  all.value.flatMap(({ entry, inFeed }) => (entry.__typename === "Dossier" && inFeed ? [entry] : [])),
);
/** The citizen's own reminders, also those to come and those ticked off. */
export const reminders = computed(() =>
  all.value.flatMap(({ entry }) => (entry.__typename === "Reminder" && !entry.announcement ? [entry] : [])),
);

/** An entry that is on the phone. */
export const entryOf = (id: string): Entry | undefined => shown.value?.entries[id]?.entry;
/** Changes whenever the service tells of the entry anew. */
export const toldOf = (id: string): string => held.value?.entries[id]?.told ?? "";

const placeOf = (entry: Entry) =>
  entry.__typename === "Letter" ? entry.receivedAt : entry.__typename === "Dossier" ? entry.changedAt : entry.dueAt;
