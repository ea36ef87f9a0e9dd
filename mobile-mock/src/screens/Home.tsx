import { useState } from "preact/hooks";
import { session } from "../api";
import { Icon } from "../icons";
import { counts, type Entry, type FilterName, feed, filter, held, type Letter, pinned } from "../mailbox";
import { ActionChip, Banner, Chip, Empty, Loading, Problem, Row, Screen } from "../parts";
import { act } from "../queue";
import { link } from "../router";
import { say } from "../say";
import { problem } from "../sync";
import { capital, dayText, hoursText, plural, quietText, untilText } from "../texts";

const FOLD_FROM = 3;
const PAGE = 20;

const filterTitles: [FilterName, string][] = [
  ["all", "Alles"],
  ["unread", "Ongelezen"],
  ["toDo", "Te doen"],
  ["archived", "Archief"],
];

export function Home() {
  const { unread, toDo } = counts.value;
  const lead =
    unread + toDo === 0
      ? "U bent helemaal bij."
      : [unread && plural(unread, "bericht", "berichten").concat(" ongelezen"), toDo && `${toDo} te doen`]
          .filter(Boolean)
          .join(" · ");
  return (
    <Screen
      title={`Dag ${session.value?.name.split(" ")[0] ?? ""}`}
      name="Post"
      tools={<Ways />}
      lead={held.value && <p class="lead">{lead}</p>}
    >
      {problem.value && problem.value !== "OFFLINE" && <Problem code={problem.value} />}
      {held.value ? <Pinned nodes={pinned.value} /> : !problem.value && <Loading />}
      {held.value && <Feed />}
    </Screen>
  );
}

/** The ways from here to what is not in the feed. */
function Ways() {
  return (
    <span class="ways">
      <a class="round" href={link("/search")} aria-label="Zoeken">
        <Icon name="search" />
      </a>
      <a class="round" href={link("/documents")} aria-label="Documenten">
        <Icon name="file" />
      </a>
    </span>
  );
}

/** Call letters first, then what else waits for the citizen; of many, the rest is folded. */
function Pinned({ nodes }: { nodes: Entry[] }) {
  const [all, setAll] = useState(false);
  if (nodes.length === 0) return null;
  const calls = nodes.filter((node) => node.__typename === "Letter" && node.callLetter);
  const others = nodes.filter((node) => !calls.includes(node));
  const folded = others.length > FOLD_FROM + 1 && !all ? others.slice(FOLD_FROM) : [];
  const shown = [...calls, ...others.slice(0, others.length - folded.length)];
  return (
    <section aria-labelledby="pinned">
      <h2 id="pinned" class="section">
        Eerst dit
      </h2>
      <div class="pinned">
        {shown.map((node) => (
          <PinnedEntry key={node.id} node={node} />
        ))}
        {folded.length > 0 && (
          <button type="button" class="button plain wide" onClick={() => setAll(true)}>
            Nog {folded.length} zaken die op u wachten
          </button>
        )}
      </div>
    </section>
  );
}

function PinnedEntry({ node }: { node: Entry }) {
  if (node.__typename === "Letter" && node.callLetter) return <CallCard node={node} />;
  if (node.__typename === "Dossier") {
    const { actionText, actionBefore, label } = node.status;
    return (
      <article class="card action">
        <p class="over">
          <ActionChip before={actionBefore} />
          <span class="soft">{node.organisation.name}</span>
        </p>
        <h3>{node.title}</h3>
        <p>{actionText ?? label}</p>
        <a class="button" href={link(`/dossier/${encodeURIComponent(node.id)}`)}>
          Bekijk wat u moet doen<span class="hidden">: {node.title}</span>
        </a>
      </article>
    );
  }
  return (
    <ul class="rows">
      <Row row={node} />
    </ul>
  );
}

function CallCard({ node }: { node: Letter }) {
  const card = node.callLetter;
  if (!card) return null;
  const id = encodeURIComponent(node.id);
  const quiet = quietText(card);
  return (
    <article class="card vote">
      <p class="over">
        <span>{card.election.name}</span>
        {!node.read && <Chip>Nieuw</Chip>}
      </p>
      <h3>
        {capital(dayText(card.election.day))} <span class="until">{untilText(card.election.day)}</span>
      </h3>
      <ul class="facts">
        <li>
          <Icon name="clock" />
          <span>
            {hoursText(card.opens, card.closes)}
            {quiet && <small>Rustig moment: {quiet}</small>}
          </span>
        </li>
        <li>
          <Icon name="place" />
          <span>
            {card.placeName}
            <small>{card.placeAddress}</small>
          </span>
        </li>
        <li>
          <Icon name="ballot" />
          <span>
            Stembureau {card.bureau}
            <small>Kiezersnummer {card.voterNumber}</small>
          </span>
        </li>
      </ul>
      <div class="buttons">
        <a class="button dark" href={link(`/card/${id}`)}>
          Toon uw kiesbrief
        </a>
        <a class="button clear" href={link(`/letter/${id}`)}>
          Lees de brief
        </a>
      </div>
    </article>
  );
}

function Feed() {
  const [length, setLength] = useState(PAGE);
  const all = feed.value;
  const newest = all[0]?.sortAt; // what comes later was not shown, and stays unread

  const markAll = () => {
    if (!newest) return;
    act({ do: "readFeed", before: newest });
    say("Alles staat op gelezen.");
  };

  return (
    <section aria-labelledby="feed">
      <div class="section-row">
        <h2 id="feed" class="section">
          Berichten
        </h2>
        {counts.value.unread > 0 && newest && (filter.value === "all" || filter.value === "unread") && (
          <button type="button" class="text-button" onClick={markAll}>
            Alles gelezen
          </button>
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row everywhere */}
      <div class="filters" role="group" aria-label="Toon">
        {filterTitles.map(([name, title]) => (
          <button
            key={name}
            type="button"
            aria-pressed={filter.value === name}
            onClick={() => {
              filter.value = name;
              setLength(PAGE);
            }}
          >
            {title}
          </button>
        ))}
      </div>
      {all.length === 0 && !held.value?.whole && <Loading />}
      {all.length === 0 && held.value?.whole && (
        <Empty>{filter.value === "archived" ? "Uw archief is leeg." : "U bent helemaal bij."}</Empty>
      )}
      {all.length > 0 && (
        <ul class="rows" aria-labelledby="feed">
          {all.slice(0, length).map(({ entry }) => (
            <Row key={entry.id} row={entry} />
          ))}
        </ul>
      )}
      {all.length > length && (
        <button type="button" class="button plain wide" onClick={() => setLength(length + PAGE)}>
          Meer tonen
        </button>
      )}
      {problem.value === "RATE_LIMITED" && (
        <Banner icon="clock" tone="plain">
          Even wachten, dan kunt u verder.
        </Banner>
      )}
    </section>
  );
}
