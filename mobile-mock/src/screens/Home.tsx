import { MarkFeedReadDocument, type RowFragment } from "@burgerbode/schema";
import { useState } from "preact/hooks";
import { ask, session } from "../api";
import { Icon } from "../icons";
import {
  adopt,
  choose,
  counts,
  type FilterName,
  feed,
  filter,
  type Home as HomeData,
  home,
  loadingMore,
  loadMore,
  problem,
  refresh,
  replace,
} from "../mailbox";
import { Banner, Chip, Empty, Loading, Problem, Row, Screen } from "../parts";
import { link } from "../router";
import { attempt } from "../say";
import { capital, dayText, hoursText, plural, untilText } from "../texts";

const FOLD_FROM = 3;

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
      lead={home.value && <p class="lead">{lead}</p>}
    >
      {problem.value && problem.value !== "OFFLINE" && <Problem code={problem.value} />}
      {home.value ? <Pinned pinned={home.value.data.pinned} /> : !problem.value && <Loading />}
      {home.value && <Feed />}
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
function Pinned({ pinned }: { pinned: HomeData["pinned"] }) {
  const [all, setAll] = useState(false);
  if (pinned.nodes.length === 0) return null;
  const calls = pinned.nodes.filter((node) => node.__typename === "Letter" && node.callLetter);
  const others = pinned.nodes.filter((node) => !calls.includes(node));
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

function PinnedEntry({ node }: { node: HomeData["pinned"]["nodes"][number] }) {
  if (node.__typename === "Letter" && node.callLetter) return <CallCard node={node} />;
  if (node.__typename === "Dossier") {
    const { actionText, actionBefore, label } = node.status;
    return (
      <article class="card action">
        <p class="over">
          <Chip tone="todo">Actie nodig{actionBefore ? ` · ${untilText(actionBefore)}` : ""}</Chip>
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

type CallLetterRow = Extract<HomeData["pinned"]["nodes"][number], { __typename: "Letter" }>;

function CallCard({ node }: { node: CallLetterRow }) {
  const card = node.callLetter;
  if (!card) return null;
  const id = encodeURIComponent(node.id);
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
            {card.suggestedFrom && card.suggestedUntil && (
              <small>Rustig moment: {hoursText(card.suggestedFrom, card.suggestedUntil)}</small>
            )}
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
  const shown = feed.value;
  const newest = home.value?.data.feed.edges[0]?.sortAt; // what came later was not shown, and stays unread

  const markAll = () =>
    attempt(async () => {
      const { markFeedRead } = await ask(MarkFeedReadDocument, { input: { before: newest ?? "" } });
      adopt(markFeedRead);
      replace(markFeedRead.entries as RowFragment[]);
      await refresh();
    }, "Alles staat op gelezen.");

  return (
    <section aria-labelledby="feed">
      <div class="section-row">
        <h2 id="feed" class="section">
          Berichten
        </h2>
        {counts.value.unread > 0 && newest && filter.value !== "archived" && (
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
            onClick={() => attempt(() => choose(name))}
          >
            {title}
          </button>
        ))}
      </div>
      {!shown && <Loading />}
      {shown?.edges.length === 0 && (
        <Empty>{filter.value === "archived" ? "Uw archief is leeg." : "U bent helemaal bij."}</Empty>
      )}
      {shown && shown.edges.length > 0 && (
        <ul class="rows" aria-labelledby="feed">
          {shown.edges.map((edge) => (
            <Row key={edge.node.id} row={edge.node} />
          ))}
        </ul>
      )}
      {shown?.pageInfo.hasNextPage && (
        <button type="button" class="button plain wide" disabled={loadingMore.value} onClick={() => attempt(loadMore)}>
          {loadingMore.value ? "Even geduld…" : "Meer laden"}
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
