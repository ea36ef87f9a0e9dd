import {
  CompleteReminderDocument,
  DeleteReminderDocument,
  type ReminderRowFragment,
  RemindersDocument,
} from "@burgerbode/schema";
import { ask, online } from "../api";
import { now } from "../clock";
import { Icon } from "../icons";
import { adopt, home, refresh } from "../mailbox";
import { Empty, Loading, Problem, Screen } from "../parts";
import { link } from "../router";
import { attempt } from "../say";
import { momentText } from "../texts";
import { useAttempt } from "../useAttempt";
import { useKept } from "../useKept";

/** The citizen's own reminders: those to come, and those that are ticked off. */
export function Reminders() {
  const { data, at, problem, set } = useKept("reminders", async () => {
    const { viewer } = await ask(RemindersDocument, { first: 100 });
    return viewer.reminders.nodes;
  });
  const save = useAttempt();
  const nodes = data ?? home.value?.data.reminders.nodes;
  const open = nodes?.filter((each) => !each.completedAt).sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const done = nodes?.filter((each) => each.completedAt);

  const tick = (reminder: ReminderRowFragment) =>
    save(async () => {
      const input = { id: reminder.id, completed: !reminder.completedAt };
      const { completeReminder } = await ask(CompleteReminderDocument, { input });
      adopt(completeReminder);
      set((nodes ?? []).map((each) => (each.id === reminder.id ? completeReminder.reminder : each)));
      void refresh();
    });
  const remove = (reminder: ReminderRowFragment) =>
    attempt(async () => {
      const { deleteReminder } = await ask(DeleteReminderDocument, { input: { id: reminder.id } });
      adopt(deleteReminder);
      set((nodes ?? []).filter((each) => each.id !== reminder.id));
      void refresh();
    }, "De herinnering is verwijderd.");

  const list = (title: string, some: ReminderRowFragment[] | undefined) =>
    some &&
    some.length > 0 && (
      <section aria-label={title}>
        <h2 class="section">{title}</h2>
        <ul class="rows">
          {some.map((reminder) => (
            <Item
              key={reminder.id}
              reminder={reminder}
              onTick={() => tick(reminder)}
              onRemove={() => remove(reminder)}
            />
          ))}
        </ul>
      </section>
    );

  return (
    <Screen title="Herinne&shy;ringen" at={at ?? home.value?.at ?? null}>
      {problem && (problem !== "OFFLINE" || !nodes) && <Problem code={problem} />}
      {!nodes && !problem && <Loading />}
      <p>
        <a class="button wide" href={link("/reminders/new")}>
          <Icon name="bell" /> Nieuwe herinnering
        </a>
      </p>
      {nodes?.length === 0 && <Empty>U hebt geen herinneringen.</Empty>}
      {list("Te doen", open)}
      {list("Afgevinkt", done)}
    </Screen>
  );
}

interface ItemProps {
  reminder: ReminderRowFragment;
  onTick: () => void;
  onRemove: () => void;
}

function Item({ reminder, onTick, onRemove }: ItemProps) {
  const { title, dueAt, completedAt, entry } = reminder;
  const late = !completedAt && Date.parse(dueAt) < now();
  return (
    <li class="row reminder">
      <label>
        <input type="checkbox" checked={completedAt !== null} disabled={!online.value} onChange={onTick} />
        <span class="row-text">
          <span class={completedAt ? "title struck" : "title"}>{title}</span>
          <span class={late ? "preview late" : "preview"}>{momentText(dueAt)}</span>
        </span>
      </label>
      <button
        type="button"
        class="round"
        aria-label={`Verwijder: ${title}`}
        disabled={!online.value}
        onClick={onRemove}
      >
        <Icon name="bin" />
      </button>
      {entry?.__typename === "Letter" && (
        <a class="about" href={link(`/letter/${encodeURIComponent(entry.id)}`)}>
          {entry.subject}
        </a>
      )}
      {entry?.__typename === "Dossier" && (
        <a class="about" href={link(`/dossier/${encodeURIComponent(entry.id)}`)}>
          {entry.title}
        </a>
      )}
    </li>
  );
}
