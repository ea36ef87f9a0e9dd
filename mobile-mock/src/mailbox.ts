// The mailbox as the phone knows it: what opening the app brought, the feed's pages, and the counts for the badge.

import {
  type CountsFragment,
  type DossierRowFragment,
  type FeedFilter,
  FeedPageDocument,
  type FeedPartFragment,
  OpenAppDocument,
  type OpenAppQuery,
  type RowFragment,
} from "@burgerbode/schema";
import { computed, effect, signal } from "@preact/signals";
import { ApiError, ask, session } from "./api";
import { now } from "./clock";
import { type Kept, kept, readMine, writeMine } from "./keep";
import { confirm, phone } from "./phone";

const PAGE = 20;

export type Home = OpenAppQuery["viewer"];
export type FilterName = "all" | "unread" | "toDo" | "archived";

const filters: Record<FilterName, FeedFilter | null> = {
  all: null,
  unread: { unread: true },
  toDo: { toDo: true },
  archived: { archived: true },
};

/** What opening the app brought, with its moment; null before that. */
export const home = signal<Kept<Home> | null>(readMine("home"));
export const counts = signal<CountsFragment>(home.value?.data.counts ?? { unread: 0, toDo: 0 });
export const filter = signal<FilterName>("all");
/** Why the mailbox could not be brought up to date; null when it could. */
export const problem = signal<string | null>(null);
/** Goes up with each refresh, so that an open screen asks for its own part again. */
export const freshness = signal(0);
export const loadingMore = signal(false);

const feeds = signal<Partial<Record<FilterName, FeedPartFragment>>>(home.value ? { all: home.value.data.feed } : {});
/** The feed under the filter that is chosen; undefined while it is not loaded. */
export const feed = computed(() => feeds.value[filter.value]);

let newest = home.value?.data.rev ?? 0;
let running: Promise<void> | null = null;
let again = false;

effect(() => writeMineIfSignedIn("home", home.value));

function writeMineIfSignedIn(name: string, value: unknown): void {
  if (value && session.peek()) writeMine(name, value);
}

/** Forgets everything, for somebody else or nobody. */
export function clearMailbox(): void {
  home.value = null;
  feeds.value = {};
  counts.value = { unread: 0, toDo: 0 };
  filter.value = "all";
  problem.value = null;
  newest = 0;
}

/** Takes over counts that came with an answer, unless something newer is known. */
export function adopt(answer: { rev: number; counts: CountsFragment }): void {
  if (answer.rev < newest) return;
  newest = answer.rev;
  counts.value = answer.counts;
}

/** Moves the badge at once, before the mailbox itself is asked for. */
export function setBadge(unread: number): void {
  counts.value = { ...counts.value, unread };
}

/** Brings the mailbox up to date, one request at a time. What goes wrong is in `problem`. */
export function refresh(): Promise<void> {
  if (running) {
    again = true;
    return running;
  }
  running = refreshOnce().finally(() => {
    running = null;
    if (again) {
      again = false;
      void refresh();
    }
  });
  return running;
}

async function refreshOnce(): Promise<void> {
  const asking = session.value;
  if (!asking) return;
  try {
    const { viewer } = await ask(OpenAppDocument, { installationId: phone.value.id, first: PAGE });
    if (session.value !== asking) return;
    problem.value = null;
    if (viewer.rev >= newest || viewer.id !== home.value?.data.id) {
      newest = viewer.rev;
      counts.value = viewer.counts;
      home.value = { at: now(), data: viewer };
      const shown = filter.value;
      feeds.value = { all: merged(feeds.value.all, viewer.feed), [shown]: feeds.value[shown] };
      if (shown === "all") feeds.value = { all: merged(feeds.value.all, viewer.feed) };
      else await loadPage(shown, null);
    }
    freshness.value++;
    await confirm(viewer.thisDevice);
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    problem.value = cause.code;
  }
}

/** The new first page, followed by the older entries that were loaded before. */
function merged(before: FeedPartFragment | undefined, first: FeedPartFragment): FeedPartFragment {
  const last = first.edges.at(-1);
  if (!before || !last || !first.pageInfo.hasNextPage) return first;
  const fresh = new Set(first.edges.map((edge) => idOf(edge.node)));
  const older = before.edges.filter((edge) => edge.sortAt <= last.sortAt && !fresh.has(idOf(edge.node)));
  if (older.length === 0) return first;
  return { ...first, edges: [...first.edges, ...older], pageInfo: before.pageInfo };
}

export async function choose(name: FilterName): Promise<void> {
  filter.value = name;
  if (!feeds.value[name] || name !== "all") await loadPage(name, null);
}

export async function loadMore(): Promise<void> {
  const after = feed.value?.pageInfo.endCursor;
  if (!after || loadingMore.value) return;
  loadingMore.value = true;
  try {
    await loadPage(filter.value, after);
  } finally {
    loadingMore.value = false;
  }
}

async function loadPage(name: FilterName, after: string | null): Promise<void> {
  const { viewer } = await ask(FeedPageDocument, { first: PAGE, after, filter: filters[name] });
  adopt(viewer);
  const before = after ? (feeds.value[name]?.edges ?? []) : [];
  const known = new Set(before.map((edge) => idOf(edge.node)));
  const edges = [...before, ...viewer.feed.edges.filter((edge) => !known.has(idOf(edge.node)))];
  feeds.value = { ...feeds.value, [name]: { ...viewer.feed, edges } };
}

/** Entries that changed take their place wherever they are shown; those that changed sides leave the list. */
export function replace(entries: RowFragment[]): void {
  const changed = new Map(entries.map((entry) => [idOf(entry), entry]));
  const apply = <T extends RowFragment>(row: T): T => ({ ...row, ...(changed.get(idOf(row)) as T | undefined) });
  const inFeed = (name: FilterName, row: RowFragment) => {
    const archived = row.__typename !== "Reminder" && row.archived;
    return archived === (name === "archived");
  };
  const dossier = (id: string) => changed.get(id) as DossierRowFragment | undefined;
  const update = (name: FilterName, part: FeedPartFragment): FeedPartFragment => {
    const edges = part.edges.map((edge) => ({ ...edge, node: apply(edge.node) }));
    const staying = edges.filter((edge) => !changed.has(idOf(edge.node)) || inFeed(name, edge.node));
    return { ...part, edges: staying, totalCount: part.totalCount - (edges.length - staying.length) };
  };
  const names = Object.keys(feeds.value) as FilterName[];
  feeds.value = Object.fromEntries(
    names.map((name) => [name, feeds.value[name] && update(name, feeds.value[name])]),
  ) as typeof feeds.value;
  const now = home.value;
  if (!now) return;
  const nodes = now.data.pinned.nodes.map((node) => apply(node)).filter((node) => inFeed("all", node));
  const pinned = { ...now.data.pinned, nodes };
  const dossiers = {
    ...now.data.dossiers,
    nodes: now.data.dossiers.nodes.map((row) => ({ ...row, ...dossier(row.id) })),
  };
  home.value = { ...now, data: { ...now.data, pinned, dossiers, feed: update("all", now.data.feed) } };
}

export const idOf = (row: RowFragment) => row.id;

/** A row that is on the phone already, to show while its own page is asked for. */
export function rowOf(id: string): RowFragment | undefined {
  const rows = Object.values(feeds.value).flatMap((part) => part?.edges.map((edge) => edge.node) ?? []);
  const mine = home.value?.data;
  const dossiers = mine?.dossiers.nodes.map((node) => ({ __typename: "Dossier" as const, ...node })) ?? [];
  const reminders = mine?.reminders.nodes.map((node) => ({ __typename: "Reminder" as const, ...node })) ?? [];
  const opened = kept<RowFragment>(`letter.${id}.NL`)?.data ?? kept<RowFragment>(`dossier.${id}`)?.data;
  return [...rows, ...dossiers, ...reminders, ...(mine?.pinned.nodes ?? [])].find((row) => row.id === id) ?? opened;
}
