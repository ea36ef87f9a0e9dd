// What the citizen did that the service may not know yet, and what the mailbox looks like with it.

import type { CountsFragment } from "@burgerbode/schema";
import type { Kept, Mailbox } from "./mailbox";

export type Change =
  | { do: "open"; id: string }
  | { do: "openAnnouncement"; id: string }
  | { do: "read"; ids: string[]; read: boolean }
  | { do: "readFeed"; before: string }
  | { do: "archive"; ids: string[]; archived: boolean }
  | { do: "create"; clientId: string; title: string; dueAt: string; entryId: string | null }
  | { do: "complete"; id: string; completed: boolean }
  | { do: "delete"; id: string };

export interface Waiting {
  /** Which change it is, for the service: the same at each repetition. */
  id: string;
  /** When the citizen did it, by the service's clock. */
  at: string;
  change: Change;
  /** The revision with which the service has it; null while it was not sent. */
  rev: number | null;
  /** How often sending it failed. */
  tries: number;
}

const NEW = "new.";

/** The id of a reminder that the service has not named yet. */
export const newId = (clientId: string) => NEW + clientId;
/** The reverse; null for what the service named. */
export const clientIdOf = (id: string) => (id.startsWith(NEW) ? id.slice(NEW.length) : null);

/** The mailbox with a change. */
export function apply(before: Mailbox, { at, change }: Waiting): Mailbox {
  switch (change.do) {
    case "open":
      return edit(before, [change.id], (kept) => marked(kept, true));
    case "read":
      return edit(before, change.ids, (kept) => {
        const newer = Date.parse(kept.sortAt) > Date.parse(at); // came afterwards: the citizen has not seen it
        return change.read && newer ? kept : marked(kept, change.read);
      });
    case "readFeed": {
      const until = Date.parse(change.before);
      const ids = Object.keys(before.entries).filter((id) => Date.parse(before.entries[id]?.sortAt ?? "") <= until);
      return edit(before, ids, (kept) => marked(kept, true));
    }
    case "archive": {
      const after = edit(before, change.ids, (kept) =>
        kept.entry.__typename === "Reminder"
          ? kept
          : { ...kept, entry: { ...kept.entry, archived: change.archived }, inFeed: !change.archived },
      );
      return change.archived ? { ...after, pinned: after.pinned.filter((id) => !change.ids.includes(id)) } : after;
    }
    case "create":
      return { ...before, entries: { ...before.entries, [newId(change.clientId)]: created(before, change, at) } };
    case "complete":
      return edit(before, [change.id], (kept) =>
        kept.entry.__typename !== "Reminder"
          ? kept
          : {
              ...kept,
              entry: { ...kept.entry, completedAt: change.completed ? at : null },
              inFeed: !change.completed && kept.sortAt <= at,
            },
      );
    case "delete": {
      const { [change.id]: _, ...entries } = before.entries;
      return { ...before, entries };
    }
    case "openAnnouncement":
      return before; // it only ends the ringing
  }
}

function marked(kept: Kept, read: boolean): Kept {
  return kept.entry.__typename === "Reminder" ? kept : { ...kept, entry: { ...kept.entry, read } };
}

function created(before: Mailbox, change: Extract<Change, { do: "create" }>, at: string): Kept {
  const { clientId, title, dueAt, entryId } = change;
  const about = entryId ? before.entries[entryId]?.entry : undefined;
  const entry =
    about?.__typename === "Letter"
      ? ({ __typename: "Letter", id: about.id, subject: about.subject } as const)
      : about?.__typename === "Dossier"
        ? ({ __typename: "Dossier", id: about.id, title: about.title } as const)
        : null;
  return {
    entry: {
      __typename: "Reminder",
      id: newId(clientId),
      announcement: null,
      completedAt: null,
      createdAt: at,
      title,
      dueAt,
      entry,
    },
    sortAt: dueAt,
    inFeed: false,
    asks: false,
    told: "",
  };
}

/** Changes some entries, and the counts by what that makes of them. */
function edit(before: Mailbox, ids: string[], change: (kept: Kept) => Kept): Mailbox {
  const entries = { ...before.entries };
  const counts = { ...before.counts };
  for (const id of ids) {
    const old = entries[id];
    if (!old) continue;
    const next = change(old);
    entries[id] = next;
    counts.unread += countsOf(next).unread - countsOf(old).unread;
    counts.toDo += countsOf(next).toDo - countsOf(old).toDo;
  }
  return { ...before, entries, counts };
}

/** What an entry adds to the counts. */
export function countsOf({ entry, asks }: Kept): CountsFragment {
  if (entry.__typename === "Reminder" || entry.archived) return { unread: 0, toDo: 0 };
  return { unread: entry.read ? 0 : 1, toDo: asks ? 1 : 0 };
}
