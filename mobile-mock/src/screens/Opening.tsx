import { EntryTypeDocument } from "@burgerbode/schema";
import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { entryOf } from "../mailbox";
import { Loading, Problem, Screen } from "../parts";
import { go } from "../router";
import { useGone } from "../useGone";

const rooms: Record<string, string> = { Letter: "/letter/", Dossier: "/dossier/", Reminder: "/reminders" };

interface Named {
  __typename?: string;
  announcement?: unknown;
}

/** Where a notification or a link burgerbode://entry/{id} leads: finds out what the entry is, and goes there. */
export function Opening({ id }: { id: string }) {
  const [problem, setProblem] = useState("");
  useEffect(() => {
    const show = (entry: Named | null | undefined) => {
      const room = entry?.announcement ? "/announcement/" : rooms[entry?.__typename ?? ""];
      if (!room) return setProblem("NOT_FOUND");
      go(room.endsWith("/") ? room + encodeURIComponent(id) : room, true);
    };
    const held = entryOf(id);
    if (held) return show(held);
    ask(EntryTypeDocument, { id }).then(
      ({ node }) => show(node),
      (cause: unknown) => setProblem(cause instanceof ApiError ? cause.code : "INTERNAL"),
    );
  }, [id]);
  useGone(id, problem);
  return (
    <Screen title="Bericht" up="/">
      {problem ? <Problem code={problem} /> : <Loading />}
    </Screen>
  );
}
