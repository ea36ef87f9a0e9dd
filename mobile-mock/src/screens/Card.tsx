import type { Card as CardData } from "../account";
import { ApiError } from "../api";
import { dutyText, Fact, Practical } from "../call";
import { entryOf } from "../mailbox";
import { Banner, Loading, Problem, Screen } from "../parts";
import { link } from "../router";
import { capital, dayText, hoursText, quietText, untilText } from "../texts";
import { useKept } from "../useKept";
import { loadLetter } from "./Letter";

/** What a voter shows at the polling station; works without a connection. */
export function Card({ id }: { id: string }) {
  const { data, at, problem } = useKept<CardData>(`card.${id}`, async () => {
    const { kindTitle, stateText, supersededBy, callLetter } = await loadLetter(id, "NL");
    if (!callLetter) throw new ApiError("NOT_FOUND", "this letter is not a call letter");
    return { id, kindTitle, stateText, successor: supersededBy?.id ?? null, card: callLetter };
  });
  return (
    <Screen title="Uw kiesbrief" up="/" at={at}>
      {problem && (problem !== "OFFLINE" || !data) && <Problem code={problem} />}
      {!data && !problem && <Loading />}
      {data && <Content data={data} />}
    </Screen>
  );
}

function Content({ data }: { data: CardData }) {
  const { card } = data;
  const row = entryOf(data.id); // may know of the end while the card itself was kept before it
  const ended = data.stateText !== null || (row?.__typename === "Letter" && row.state !== "ACTIVE");
  const quiet = quietText(card);
  return (
    <>
      {ended && (
        <Banner icon="alert" tone="bad">
          {data.stateText ?? "Deze brief geldt niet meer."}{" "}
          {data.successor && <a href={link(`/card/${encodeURIComponent(data.successor)}`)}>Toon uw nieuwe kiesbrief</a>}
        </Banner>
      )}
      <article class={ended ? "pass ended" : "pass"}>
        <header class="pass-head">
          <p>
            {data.kindTitle}
            {ended && <strong> · geldt niet meer</strong>}
          </p>
          <h2>{card.election.name}</h2>
          <p class="pass-day">
            {capital(dayText(card.election.day))}
            {!ended && <span class="until">{untilText(card.election.day)}</span>}
          </p>
        </header>
        <dl class="pass-grid">
          <Fact title="Kiezer" wide>
            {card.voterName}
            <small>{card.voterAddress}</small>
          </Fact>
          <Fact title="Kiezersnummer" big>
            {card.voterNumber}
          </Fact>
          <Fact title="Stembureau" big>
            {card.bureau}
          </Fact>
          <Fact title="Open" wide>
            {hoursText(card.opens, card.closes)}
            {quiet && <small>Rustig moment: {quiet}. U mag ook op een ander uur komen.</small>}
          </Fact>
          <Fact title="Plaats" wide>
            {card.placeName}
            <small>{card.placeAddress}</small>
          </Fact>
          <Fact title="U stemt in" wide>
            {card.municipality.name}
          </Fact>
          <Fact title="Voor" wide>
            <ul>
              {card.assemblies.map((assembly) => (
                <li key={assembly}>{assembly}</li>
              ))}
            </ul>
          </Fact>
        </dl>
        {!ended && <p class="pass-foot">{dutyText(card)}</p>}
      </article>
      {!ended && (
        <>
          <section class="card">
            <Practical card={card} />
          </section>
          <p class="intro">Dit scherm blijft op uw telefoon staan, ook zonder verbinding.</p>
        </>
      )}
      <p>
        <a class="button plain wide" href={link(`/letter/${encodeURIComponent(data.id)}`)}>
          Lees de hele brief
        </a>
      </p>
    </>
  );
}
