// How far citizens have gone over to digital post, month by month, and what that saved.
import { useState } from "preact/hooks";
import { Chart } from "../chart";
import { download } from "../download";
import { euroText, momentText, numberText, peopleSum, peopleText, shareText } from "../moments";
import { isMonth, monthAfter, monthsBetween, shortMonthText, thisMonth } from "../months";
import { DigitalSwitchDocument, type DigitalSwitchQuery } from "../operations.generated";
import { Card, Failure, Loading, Page } from "../parts";
import { announce } from "../say";
import { digital } from "../texts/digital";
import { useAsk } from "../useAsk";

type Shown = DigitalSwitchQuery["digitalSwitch"];
type Letters = Shown["letters"];
type Asked = { from: string; until: string; printCents: number };

const LONGEST = 36; // months

export function Switch() {
  const texts = digital.value;
  const [asked, setAsked] = useState<Asked>({
    from: monthAfter(thisMonth(), -11),
    until: thisMonth(),
    printCents: 125,
  });
  const [place, setPlace] = useState("");
  const { data, error, loading, reload } = useAsk(DigitalSwitchDocument, asked);
  const shown = data?.digitalSwitch;
  const save = shown && (
    <button
      type="button"
      class="button main"
      onClick={() => download(`${texts.file}-${shown.from}-${shown.until}.csv`, shown.csv)}
    >
      {texts.csv}
    </button>
  );
  return (
    <Page title={texts.title} lead={<p>{texts.lead}</p>} actions={save}>
      <div class="stack">
        <Range asked={asked} ask={setAsked} />
        {error && <Failure error={error} retry={reload} />}
        {!shown && !error && <Loading />}
        {shown && (
          <div class="stack" aria-busy={loading}>
            <Big shown={shown} />
            <Card title={texts.months} id="months">
              <Place shown={shown} place={place} choose={setPlace} />
              <Months shown={shown} letters={shown.letters.filter((row) => place === "" || placeOf(row) === place)} />
            </Card>
            <Services letters={shown.letters} />
            <Places citizens={shown.citizens} />
            <p class="soft">
              {texts.counted(momentText(shown.countedAt))} {texts.rounding}
            </p>
          </div>
        )}
      </div>
    </Page>
  );
}

const NOWHERE = "?"; // as a choice: the municipality is not known

const placeOf = (row: { municipality: { nis: string } | null }) => row.municipality?.nis ?? NOWHERE;
const placeText = (row: { municipality: { name: string } | null }) => row.municipality?.name ?? digital.value.noPlace;

function Range({ asked, ask }: { asked: Asked; ask: (asked: Asked) => void }) {
  const texts = digital.value;
  const [from, setFrom] = useState(asked.from);
  const [until, setUntil] = useState(asked.until);
  const [price, setPrice] = useState((asked.printCents / 100).toFixed(2).replace(".", ","));
  const [wrong, setWrong] = useState<"" | "wrongMonths" | "wrongPrice">("");
  const submit = () => {
    const cents = Math.round(100 * Number(price.trim().replace(",", ".")));
    const months = isMonth(from) && isMonth(until) && from <= until && monthAfter(from, LONGEST) > until;
    const found = !months ? "wrongMonths" : cents >= 1 && cents <= 10_000 ? "" : "wrongPrice";
    setWrong(found);
    if (found === "") {
      ask({ from, until, printCents: cents });
      announce(texts.title);
    }
  };
  return (
    <form
      class="card range"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div class="field">
        <label for="switch-from">{texts.from}</label>
        <input
          id="switch-from"
          type="month"
          value={from}
          aria-invalid={wrong === "wrongMonths"}
          aria-describedby={wrong === "wrongMonths" ? "switch-wrong" : undefined}
          onInput={(event) => setFrom(event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for="switch-until">{texts.until}</label>
        <input
          id="switch-until"
          type="month"
          value={until}
          aria-invalid={wrong === "wrongMonths"}
          aria-describedby={wrong === "wrongMonths" ? "switch-wrong" : undefined}
          onInput={(event) => setUntil(event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for="switch-price">{texts.price}</label>
        <input
          id="switch-price"
          inputMode="decimal"
          value={price}
          aria-invalid={wrong === "wrongPrice"}
          aria-describedby={wrong === "wrongPrice" ? "switch-wrong" : "switch-price-help"}
          onInput={(event) => setPrice(event.currentTarget.value)}
        />
        <p class="hint" id="switch-price-help">
          {texts.priceHelp}
        </p>
      </div>
      <button type="submit" class="button">
        {texts.show}
      </button>
      {wrong && (
        <p class="wrong" id="switch-wrong" role="alert">
          {texts[wrong]}
        </p>
      )}
    </form>
  );
}

/** A sum of rounded numbers as it is read. */
const total = (count: number) => peopleText(Math.max(5, count));

function Big({ shown }: { shown: Shown }) {
  const texts = digital.value;
  const mailboxes = peopleSum(shown.citizens.map((row) => row.mailboxes));
  const activated = peopleSum(shown.citizens.map((row) => row.activated));
  const rows: [string, string, string][] = [
    [texts.bigActivated, total(activated), activated > 0 ? texts.bigShare(shareText(activated, mailboxes)) : ""],
    [texts.bigReachable, total(peopleSum(shown.citizens.map((row) => row.reachable))), ""],
    [texts.bigOptedOut, total(peopleSum(shown.citizens.map((row) => row.optedOut))), ""],
    [texts.bigAvoided, euroText(shown.avoidedCents), texts.bigAvoidedHelp(euroText(shown.printCents))],
  ];
  return (
    <Card title={texts.big} id="big">
      <dl class="figures">
        {rows.map(([name, value, more]) => (
          <div class="figure" key={name}>
            <dt>
              {name}
              <br />
              <small>{more}</small>
            </dt>
            <dd class={value === peopleText(5) ? "few" : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Place(props: { shown: Shown; place: string; choose: (place: string) => void }) {
  const texts = digital.value;
  const places = new Map(props.shown.letters.map((row) => [placeOf(row), placeText(row)]));
  if (places.size < 2) return null;
  return (
    <div class="field narrow">
      <label for="switch-place">{texts.place}</label>
      <select id="switch-place" value={props.place} onChange={(event) => props.choose(event.currentTarget.value)}>
        <option value="">{texts.allPlaces}</option>
        {[...places]
          .sort((a, b) => a[1].localeCompare(b[1], "nl"))
          .map(([nis, name]) => (
            <option key={nis} value={nis}>
              {name}
            </option>
          ))}
      </select>
    </div>
  );
}

function Months({ shown, letters }: { shown: Shown; letters: Letters }) {
  const texts = digital.value;
  if (letters.length === 0) return <p>{texts.none}</p>;
  const months = monthsBetween(shown.from, shown.until);
  const values = (count: (row: Letters[number]) => number) =>
    months.map((month) => peopleSum(letters.filter((row) => row.month === month).map(count)));
  return (
    <Chart
      says={texts.monthsSays}
      along={texts.month}
      labels={months.map(shortMonthText)}
      stacked
      series={[
        { name: texts.digital, values: values((row) => row.digital) },
        { name: texts.paper, values: values((row) => row.paper) },
        { name: texts.opened, values: values((row) => row.opened), line: true },
      ]}
    />
  );
}

function Services({ letters }: { letters: Letters }) {
  const texts = digital.value;
  const services = [...new Set(letters.map((row) => row.service))].sort((a, b) =>
    (a ?? "\uffff").localeCompare(b ?? "\uffff", "nl"),
  );
  if (services.length === 0) return null;
  return (
    <Card title={texts.services} id="services">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also with the keyboard */}
      <section class="scroll" aria-label={texts.servicesSays} tabIndex={0}>
        <table class="numbers">
          <caption class="hidden">{texts.servicesSays}</caption>
          <thead>
            <Heads heads={[texts.service, texts.digital, texts.paper, texts.share, texts.opened]} />
          </thead>
          <tbody>
            {services.map((service) => {
              const rows = letters.filter((row) => row.service === service);
              const digitally = peopleSum(rows.map((row) => row.digital));
              const paper = peopleSum(rows.map((row) => row.paper));
              return (
                <tr key={service}>
                  <th scope="row">{service ?? texts.noService}</th>
                  <td class="number">{total(digitally)}</td>
                  <td class="number">{total(paper)}</td>
                  <td class="number">{shareText(digitally, digitally + paper)}</td>
                  <td class="number">{total(peopleSum(rows.map((row) => row.opened)))}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

function Places({ citizens }: { citizens: Shown["citizens"] }) {
  const texts = digital.value;
  const rows = [...citizens].sort((a, b) => placeText(a).localeCompare(placeText(b), "nl"));
  return (
    <Card title={texts.places} id="places">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also with the keyboard */}
      <section class="scroll" aria-label={texts.placesSays} tabIndex={0}>
        <table class="numbers">
          <caption class="hidden">{texts.placesSays}</caption>
          <thead>
            <Heads
              heads={[
                texts.place,
                texts.mailboxes,
                texts.activated,
                texts.activatedShare,
                texts.reachable,
                texts.optedOut,
              ]}
            />
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={placeOf(row)}>
                <th scope="row">{placeText(row)}</th>
                <td class="number">{row.mailboxes > 5 ? numberText(row.mailboxes) : peopleText(5)}</td>
                <td class="number">{peopleText(row.activated)}</td>
                <td class="number">{row.activated > 5 ? shareText(row.activated, row.mailboxes) : "—"}</td>
                <td class="number">{peopleText(row.reachable)}</td>
                <td class="number">{peopleText(row.optedOut)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

const Heads = ({ heads: [first, ...others] }: { heads: string[] }) => (
  <tr>
    <th scope="col">{first}</th>
    {others.map((head) => (
      <th key={head} scope="col" class="number">
        {head}
      </th>
    ))}
  </tr>
);
