// What the citizen can do with a letter or a dossier. All but the calendar works without a connection.
import { CalendarDocument } from "@burgerbode/schema";
import { ask, online } from "./api";
import { Icon } from "./icons";
import { act } from "./queue";
import { back, link } from "./router";
import { attempt, say } from "./say";

/** What a calendar does with the days of an entry; null when it has none. */
export type CalendarUse = "add" | "remove" | null;

interface ToolsProps {
  entry: { __typename: "Letter" | "Dossier"; id: string; archived: boolean };
  /** Where "back" leads when the citizen came from outside. */
  up: string;
  calendar: CalendarUse;
}

export function Tools({ entry, up, calendar }: ToolsProps) {
  const { id, archived } = entry;
  const name =
    entry.__typename === "Letter"
      ? { the: "De brief", this: "deze brief" }
      : { the: "Het dossier", this: "dit dossier" };
  const archive = () => {
    act({ do: "archive", ids: [id], archived: !archived });
    say(archived ? `${name.the} staat weer bij uw berichten.` : `${name.the} zit in uw archief.`);
    back(up);
  };
  const markUnread = () => {
    act({ do: "read", ids: [id], read: false });
    say(`${name.the} staat op ongelezen.`);
    back(up);
  };
  return (
    <ul class="tools" aria-label={`Met ${name.this}`}>
      <li>
        <button type="button" onClick={archive}>
          <Icon name="archive" />
          {archived ? "Terugzetten" : "Archiveren"}
        </button>
      </li>
      <li>
        <button type="button" onClick={markUnread}>
          <Icon name="unread" />
          Ongelezen
        </button>
      </li>
      <li>
        <a href={link(`/reminders/new/${encodeURIComponent(id)}`)}>
          <Icon name="bell" />
          Herinnering
        </a>
      </li>
      {calendar && (
        <li>
          <button type="button" disabled={!online.value} onClick={() => attempt(() => toCalendar(id))}>
            <Icon name="calendar" />
            {calendar === "add" ? "Zet in agenda" : "Uit agenda halen"}
          </button>
        </li>
      )}
    </ul>
  );
}

/** Hands the days to remember over to the phone's calendar, as a file. */
async function toCalendar(id: string): Promise<void> {
  const { node } = await ask(CalendarDocument, { id });
  const file = node && "calendar" in node ? node.calendar : null;
  if (!file) return say("Er is geen dag om te onthouden.");
  const address = URL.createObjectURL(new Blob([file.content], { type: "text/calendar" }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = file.fileName;
  anchor.click();
  URL.revokeObjectURL(address);
}
