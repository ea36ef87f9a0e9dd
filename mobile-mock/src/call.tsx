// What a call letter says of the vote: whole in the letter itself, and in parts on the card for the polling station.

import type { CallCardFragment } from "@burgerbode/schema";
import type { ComponentChildren } from "preact";
import { Icon } from "./icons";
import { capital, dayText, hoursText, plural, quietText } from "./texts";

/** A letter for a vote that is not compulsory never says "moet". */
export const dutyText = ({ compulsory }: CallCardFragment) =>
  compulsory ? "Stemmen is verplicht." : "U kunt stemmen. Stemmen is niet verplicht.";

/** All of it, as the PDF of the letter has it. Of a letter that holds no more it is folded, so that nobody goes by it. */
export function Call({ card, ended }: { card: CallCardFragment; ended: boolean }) {
  if (ended) {
    return (
      <details class="card fold call">
        <summary>Wat in deze brief stond</summary>
        <Facts card={card} />
      </details>
    );
  }
  return (
    <section class="card call" aria-labelledby="call">
      <h2 id="call">Alles op een rij</h2>
      <Facts card={card} />
      <Practical card={card} />
    </section>
  );
}

/** What the sender did not say is not there. */
function Facts({ card }: { card: CallCardFragment }) {
  const { seats = [], signatories = [], arrondissement } = card; // what a phone kept from before has none of these
  const { name: town, postcode } = card.municipality;
  const quiet = quietText(card);
  return (
    <dl>
      <Fact title={card.election.name}>
        {capital(dayText(card.election.day))}
        <small>{dutyText(card)}</small>
      </Fact>
      <Fact title="Kiezer">
        {card.voterName}
        <small>{card.voterAddress}</small>
      </Fact>
      <Fact title="Nummer op de kiezerslijst">{card.voterNumber}</Fact>
      <Fact title="Ingeschreven als kiezer in">
        {town}
        {postcode && ` (${postcode})`}
        {arrondissement && <small>Arrondissement {arrondissement}</small>}
      </Fact>
      <Fact title="Stembureau">
        {card.bureau}, {card.placeName}
        <small>{card.placeAddress}</small>
      </Fact>
      <Fact title="Open">{capital(hoursText(card.opens, card.closes))}</Fact>
      {quiet && <Fact title="Rustig moment (niet bindend)">{capital(quiet)}</Fact>}
      <Fact title="U stemt voor">
        <ul>
          {card.assemblies.map((assembly, i) => (
            <li key={assembly}>
              {assembly}
              {seats[i] !== undefined && <small> ({plural(seats[i], "zetel", "zetels")})</small>}
            </li>
          ))}
        </ul>
      </Fact>
      {signatories.length > 0 && (
        <Fact title="Namens het college van burgemeester en schepenen">
          <ul>
            {signatories.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </Fact>
      )}
    </dl>
  );
}

/** What to bring, and what to do when going is not possible or the letter is lost. */
export function Practical({ card }: { card: CallCardFragment }) {
  return (
    <>
      <h2>Meebrengen</h2>
      <ul class="checks">
        {card.bring.map((item) => (
          <li key={item}>
            <Icon name="check" />
            {item}
          </li>
        ))}
      </ul>
      <h2>Kunt u niet gaan stemmen?</h2>
      <p>{card.proxy}</p>
      <h2>Duplicaat</h2>
      <p>{card.duplicate}</p>
    </>
  );
}

interface FactProps {
  title: string;
  children: ComponentChildren;
  wide?: boolean;
  big?: boolean;
}

export function Fact({ title, children, wide, big }: FactProps) {
  return (
    <div class={[wide && "wide", big && "big"].filter(Boolean).join(" ")}>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
