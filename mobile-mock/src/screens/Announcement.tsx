import { OpenAnnouncementDocument } from "@burgerbode/schema";
import { ask } from "../api";
import { adopt, home, rowOf } from "../mailbox";
import { toHtml } from "../markdown";
import { Loading, Problem, Screen } from "../parts";
import { entrySeen } from "../ring";
import { momentText } from "../texts";
import { useKept } from "../useKept";

/** What an organisation's campaign announces. Showing it is opening it: it rings no more. */
export function Announcement({ id }: { id: string }) {
  const { data, at, problem } = useKept(`announcement.${id}`, async () => {
    const { openAnnouncement } = await ask(OpenAnnouncementDocument, { input: { id } });
    entrySeen(id);
    adopt(openAnnouncement);
    return openAnnouncement.reminder;
  });
  const row = rowOf(id);
  const shown = data ?? (row?.__typename === "Reminder" ? row : undefined);
  const announcement = shown?.announcement;
  return (
    <Screen title={announcement?.sender.name ?? "Bericht"} name={shown?.title} up="/" at={at ?? home.value?.at ?? null}>
      {problem && (problem !== "OFFLINE" || !announcement) && <Problem code={problem} />}
      {!announcement && !problem && <Loading />}
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
