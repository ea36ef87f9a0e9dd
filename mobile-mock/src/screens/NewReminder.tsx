import { useState } from "preact/hooks";
import { now } from "../clock";
import { entryOf } from "../mailbox";
import { Screen } from "../parts";
import { phone } from "../phone";
import { act } from "../queue";
import { back } from "../router";
import { say } from "../say";
import { addDays, brussels, clockText, dayOf, dayText } from "../texts";

const MAX_YEARS = 5;

/** Sets a reminder, about a letter or dossier or about nothing in particular. */
export function NewReminder({ entryId }: { entryId?: string }) {
  const today = dayOf(now());
  const row = entryId ? entryOf(entryId) : undefined;
  const about = row?.__typename === "Letter" ? row.subject : row?.__typename === "Dossier" ? row.title : "";
  const last = row?.__typename === "Letter" ? row.deadline?.date : undefined;
  const [title, setTitle] = useState(about.slice(0, 150));
  const [day, setDay] = useState(addDays(today, 1));
  const [time, setTime] = useState("09:00");
  const [wrong, setWrong] = useState("");
  const moment = `${dayText(day)} om ${clockText(time)}`;

  const quick: [string, string][] = [
    ["Morgen", addDays(today, 1)],
    ["Over een week", addDays(today, 7)],
    ...(last && addDays(last, -1) > today ? [["Dag voor de termijn", addDays(last, -1)] as [string, string]] : []),
  ];

  const save = (event: Event) => {
    event.preventDefault();
    const dueAt = brussels(day, time);
    if (!title.trim()) return setWrong("Schrijf waaraan u herinnerd wilt worden.");
    if (dueAt.getTime() <= now()) return setWrong("Kies een moment in de toekomst.");
    setWrong("");
    act({
      do: "create",
      clientId: crypto.randomUUID(),
      title: title.trim(),
      dueAt: dueAt.toISOString(),
      entryId: entryId ?? null,
    });
    say("De herinnering is gezet.");
    back("/reminders");
  };

  return (
    <Screen title="Nieuwe herinnering" up="/reminders">
      <form class="form" onSubmit={save} noValidate>
        {about && <p class="intro">Over: {about}</p>}
        <label>
          Waaraan?
          <input
            type="text"
            name="title"
            maxLength={150}
            required
            value={title}
            aria-invalid={wrong !== "" && !title.trim()}
            aria-describedby="wrong"
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        </label>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row everywhere */}
        <div class="filters" role="group" aria-label="Snel kiezen">
          {quick.map(([text, date]) => (
            <button key={text} type="button" aria-pressed={date === day} onClick={() => setDay(date)}>
              {text}
            </button>
          ))}
        </div>
        <div class="pair">
          <label>
            Dag
            <input
              type="date"
              name="day"
              required
              min={today}
              max={addDays(today, MAX_YEARS * 365)}
              value={day}
              aria-describedby="wrong"
              onInput={(event) => event.currentTarget.value && setDay(event.currentTarget.value)}
            />
          </label>
          <label>
            Uur
            <input
              type="time"
              name="time"
              required
              value={time}
              aria-describedby="wrong"
              onInput={(event) => event.currentTarget.value && setTime(event.currentTarget.value)}
            />
          </label>
        </div>
        <p class="soft">
          {phone.value.permission
            ? `U krijgt een melding op ${moment}.`
            : `Op ${moment} staat de herinnering klaar in de app. U krijgt geen melding: meldingen staan uit op deze telefoon.`}
        </p>
        <p id="wrong" class="wrong" role="alert">
          {wrong}
        </p>
        <button type="submit" class="button wide">
          Bewaren
        </button>
      </form>
    </Screen>
  );
}
