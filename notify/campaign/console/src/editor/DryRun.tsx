// "Proefversie": what the campaign would come to if it started at a moment.
import { useEffect, useState } from "preact/hooks";
import { type ApiError, asApiError, ask } from "../api";
import { Chart } from "../chart";
import { now } from "../config";
import { countsLeft } from "../desk";
import { aboutText, clockText, dayOf, momentOf, momentText, peopleText, shortText } from "../moments";
import {
  CampaignDryRunDocument,
  type CampaignDryRunMutation,
  type CampaignFullFragment,
} from "../operations.generated";
import { adviceText, CountTable, Failure, Note } from "../parts";
import { announce } from "../say";
import { audience } from "../texts/editor";
import { trial } from "../texts/trial";
import { reasonWord } from "../words";
import { Field } from "./fields";

type Outcome = CampaignDryRunMutation["campaignDryRun"];

const SOON_MS = 60_000;
const LEAST = 5;
const SPARE = 20;

export function DryRun(props: {
  campaign: CampaignFullFragment;
  /** Saves first what is not saved yet. */
  before?: () => Promise<CampaignFullFragment | null>;
  /** Counts at once, as long as enough counts are left. */
  auto?: boolean;
}) {
  const texts = trial.value;
  const { campaign } = props;
  const soon = campaign.startsAt ? new Date(campaign.startsAt) : new Date(now().getTime() + SOON_MS);
  const [day, setDay] = useState(dayOf(soon));
  const [time, setTime] = useState(clockText(soon));
  const [chosen, setChosen] = useState(false); // until then it starts now, however long ago this page was opened
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const choose = (set: (value: string) => void, value: string) => {
    setChosen(true);
    set(value);
  };
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      const saved = props.before ? await props.before() : campaign;
      if (saved) {
        const startsAt = (chosen && momentOf(day, time)?.toISOString()) || null;
        const { campaignDryRun } = await ask(CampaignDryRunDocument, { input: { id: campaign.id, startsAt } });
        setOutcome(campaignDryRun);
        countsLeft.value = Math.max(0, countsLeft.value - 1);
        announce(texts.done);
      }
    } catch (cause) {
      setError(asApiError(cause));
    }
    setBusy(false);
  };
  useEffect(() => {
    if (props.auto && countsLeft.value > SPARE) void run();
  }, []);
  return (
    <>
      <p class="soft">{texts.text}</p>
      <div class="trial-line">
        <Field label={texts.startDay} id="trial-day">
          <input
            id="trial-day"
            type="date"
            value={day}
            onInput={(event) => choose(setDay, event.currentTarget.value)}
          />
        </Field>
        <Field label={texts.startTime} id="trial-time">
          <input
            id="trial-time"
            type="time"
            value={time}
            onInput={(event) => choose(setTime, event.currentTarget.value)}
          />
        </Field>
        <button type="button" class="button" disabled={busy} onClick={() => void run()}>
          {busy ? texts.busy : texts.button}
        </button>
        <p class="soft">{countsLeft.value > 0 ? audience.value.left(countsLeft.value) : audience.value.noneLeft}</p>
      </div>
      {error && error.fields.length === 0 && <Failure error={error} />}
      {error && error.fields.length > 0 && <Wrong problems={error.fields} />}
      {outcome && outcome.hash !== campaign.hash && (
        <Note tone="warn" live>
          <p>{texts.stale}</p>
        </Note>
      )}
      {outcome && <Shown outcome={outcome} />}
    </>
  );
}

const Wrong = ({ problems }: { problems: readonly { path: string; message: string; advice?: string | null }[] }) => (
  <Note tone="bad" live>
    <ul>
      {problems.map((each) => (
        <li key={each.path + each.message}>{adviceText(each)}</li>
      ))}
    </ul>
  </Note>
);

function Shown({ outcome }: { outcome: Outcome }) {
  const texts = trial.value;
  const { people, rings, feedOnly, unreachable, curve } = outcome;
  const parts: [string, string, number][] = [
    ["rings", texts.rings, rings],
    ["feed", texts.feedOnly, feedOnly],
    ["paper", texts.unreachable, unreachable],
  ];
  const whole = Math.max(1, rings + feedOnly + unreachable);
  const first = curve[0];
  const last = curve.at(-1);
  return (
    <div class="outcome">
      <p class="outcome-people">
        {texts.people}: <strong>{peopleText(people)}</strong> {audience.value.people}
      </p>
      <dl class="figures">
        {parts.map(([kind, name, count]) => (
          <div key={kind} class={`figure ${kind}`}>
            <dt>{name}</dt>
            <dd>{peopleText(count)}</dd>
          </div>
        ))}
      </dl>
      <div class="fate" aria-hidden="true">
        {parts.map(([kind, , count]) => (
          <span key={kind} class={kind} style={{ flexGrow: count / whole }} />
        ))}
      </div>
      {outcome.problems.length > 0 && <Wrong problems={outcome.problems} />}
      {outcome.leftOut > 0 && (
        <Note tone="warn">
          <p>{texts.leftOut(aboutText(outcome.leftOut))}</p>
        </Note>
      )}
      <div class="grid-2 outcome-tables">
        <Counts
          caption={texts.reasons}
          head={texts.reason}
          rows={outcome.reasons.map((each) => [reasonWord(each.reason), each.count])}
        />
        <Counts
          caption={texts.by}
          about={texts.byText}
          head={texts.municipality}
          rows={outcome.unreachableBy.map((each) => [each.municipality?.name ?? texts.unknown, each.count])}
        />
      </div>
      {first && last && (
        <div>
          <h3>{texts.curve}</h3>
          <Chart
            says={texts.curveSays(peopleText(people), momentText(first.from), momentText(last.until))}
            along={texts.hour}
            labels={curve.map((each) => shortText(each.from))}
            series={[{ name: texts.citizens, values: curve.map((each) => each.count) }]}
          />
        </div>
      )}
    </div>
  );
}

/** What counts more than the least that is told; the rest is said in one line. */
function Counts(props: { caption: string; about?: string; head: string; rows: [string, number][] }) {
  const texts = trial.value;
  const shown = props.rows.filter(([, count]) => count > LEAST);
  return (
    <div>
      <h3>{props.caption}</h3>
      {props.about && <p class="soft">{props.about}</p>}
      {shown.length === 0 ? (
        <p class="soft">{texts.few}</p>
      ) : (
        <CountTable caption={props.caption} heads={[props.head, texts.citizens]} rows={shown} />
      )}
      {shown.length > 0 && shown.length < props.rows.length && <p class="soft">{texts.rest}</p>}
    </div>
  );
}
