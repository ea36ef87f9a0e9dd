import { now } from "../clock";
import { Icon } from "../icons";
import { held, type Reminder, reminders } from "../mailbox";
import { Empty, Loading, Problem, Screen } from "../parts";
import { act, rowOf } from "../queue";
import { link } from "../router";
import { say } from "../say";
import { problem } from "../sync";
import { momentText } from "../texts";

/** The citizen's own reminders: those to come, and those that are ticked off. */
export function Reminders() {
  const nodes = reminders.value;
  const open = nodes.filter((each) => !each.completedAt).sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  const done = nodes.filter((each) => each.completedAt);

  const tick = ({ id, completedAt }: Reminder) => act({ do: "complete", id, completed: !completedAt });
  const remove = ({ id }: Reminder) => {
    act({ do: "delete", id });
    say("De herinnering is verwijderd.");
  };

  const list = (title: string, some: Reminder[]) =>
    some.length > 0 && (
      <section aria-label={title}>
        <h2 class="section">{title}</h2>
        <ul class="rows">
          {some.map((reminder) => (
            <Item
              key={rowOf(reminder.id)}
              reminder={reminder}
              onTick={() => tick(reminder)}
              onRemove={() => remove(reminder)}
            />
          ))}
        </ul>
      </section>
    );

  return (
    <Screen title="Herinne&shy;ringen">
      {!held.value && (problem.value ? <Problem code={problem.value} /> : <Loading />)}
      <p>
        <a class="button wide" href={link("/reminders/new")}>
          <Icon name="bell" /> Nieuwe herinnering
        </a>
      </p>
      {held.value && nodes.length === 0 && <Empty>U hebt geen herinneringen.</Empty>}
      {list("Te doen", open)}
      {list("Afgevinkt", done)}
    </Screen>
  );
}

interface ItemProps {
  reminder: Reminder;
  onTick: () => void;
  onRemove: () => void;
}

function Item({ reminder, onTick, onRemove }: ItemProps) {
  const { title, dueAt, completedAt, entry } = reminder;
  const late = !completedAt && Date.parse(dueAt) < now();
  return (
    <li class="row reminder">
      <label>
        <input type="checkbox" checked={completedAt !== null} onChange={onTick} />
        <span class="row-text">
          <span class={completedAt ? "title struck" : "title"}>{title}</span>
          <span class={late ? "preview late" : "preview"}>{momentText(dueAt)}</span>
        </span>
      </label>
      <button type="button" class="round" aria-label={`Verwijder: ${title}`} onClick={onRemove}>
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
