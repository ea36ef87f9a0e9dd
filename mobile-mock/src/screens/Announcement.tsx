import { useEffect } from "preact/hooks";
import { entryOf, held } from "../mailbox";
import { toHtml } from "../markdown";
import { Loading, Screen } from "../parts";
import { act } from "../queue";
import { entrySeen } from "../ring";
import { momentText } from "../texts";
import { useGone } from "../useGone";

/** What an organisation's campaign announces. Showing it is opening it: it rings no more. */
export function Announcement({ id }: { id: string }) {
  const entry = entryOf(id);
  const shown = entry?.__typename === "Reminder" ? entry : undefined;
  const announcement = shown?.announcement;
  const known = announcement !== undefined;
  useGone(id, held.value?.whole && !known ? "NOT_FOUND" : null);
  useEffect(() => {
    if (!known) return;
    entrySeen(id);
    act({ do: "openAnnouncement", id });
  }, [id, known]);
  return (
    <Screen title={announcement?.sender.name ?? "Bericht"} name={shown?.title} up="/">
      {!known && <Loading />}
      {shown && announcement && (
        <article class="letter">
          <h2>{shown.title}</h2>
          <p class="soft">
            {announcement.sender.name} · {momentText(shown.dueAt)}
          </p>
          {/* It is rendered without HTML and with https links only: see markdown.ts. */}
          <section
            class="paper"
            aria-label="Tekst van het bericht"
            dangerouslySetInnerHTML={{ __html: toHtml(announcement.text) }}
          />
          {announcement.link && (
            <a class="button wide" href={announcement.link} target="_blank" rel="noreferrer">
              Meer weten
            </a>
          )}
        </article>
      )}
    </Screen>
  );
}
