// For about how many citizens the rule is, counted a moment after it changed. Each count is one of the hundred of a day:
// what was counted before is remembered, and the last ones are spent only on request.
import { useEffect, useState } from "preact/hooks";
import { type ApiError, asApiError, ask, type FieldProblem } from "../api";
import { countsLeft } from "../desk";
import { peopleText } from "../moments";
import { CountCampaignAudienceDocument } from "../operations.generated";
import { adviceText, problemText } from "../parts";
import { complete, isGroup, toRule } from "../rule";
import { announce } from "../say";
import { audience } from "../texts/editor";
import type { Fields } from "./draft";

const PAUSE_MS = 1200;
const SPARE = 20;
const FEW = 5; // and less, nobody included: the service says no more than that

const counted = new Map<string, number>();

/** `known` is what stands above already about whom the campaign is for. */
export function AudienceCount({ fields, known }: { fields: Fields; known: readonly FieldProblem[] }) {
  const texts = audience.value;
  const [people, setPeople] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const rule = toRule(fields.rule);
  const input = rule && { rule, minus: fields.minus, references: fields.references || null };
  const key = JSON.stringify(input);
  const whole = fields.rule.parts.every((part) => complete(part) || (isGroup(part) && part.parts.length === 0));
  const can = input !== null && whole && countsLeft.value > 0;

  const count = async () => {
    if (!input) return;
    setBusy(true);
    setError(null);
    try {
      const { countCampaignAudience } = await ask(CountCampaignAudienceDocument, { input });
      counted.set(key, countCampaignAudience.people);
      countsLeft.value = countCampaignAudience.countsLeft;
      setPeople(countCampaignAudience.people);
      const few = countCampaignAudience.people <= FEW ? ` ${texts.tooFew}` : "";
      announce(`${texts.counted(peopleText(countCampaignAudience.people))}.${few}`);
    } catch (cause) {
      const problem = asApiError(cause);
      if (problem.code === "RATE_LIMITED") countsLeft.value = 0;
      setError(problem);
    }
    setBusy(false);
  };

  useEffect(() => {
    setError(null);
    const before = counted.get(key);
    setPeople(before ?? null);
    if (before !== undefined || !can || countsLeft.value <= SPARE) return;
    const timer = setTimeout(() => void count(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key, can]);

  return (
    <div class="count">
      <p class="count-number">
        <span class="soft">{texts.count}</span>
        <strong>{people === null ? "—" : peopleText(people)}</strong>
        <span>{texts.people}</span>
      </p>
      <div class="count-more">
        {busy && <p>{texts.counting}</p>}
        {!whole && <p>{texts.incomplete}</p>}
        {!busy && whole && people === null && !error && <p>{texts.uncounted}</p>}
        {people !== null && people <= FEW && <p class="wrong">{texts.tooFew}</p>}
        {error && <CountProblem error={error} known={known} />}
        <p class="soft">{countsLeft.value > 0 ? texts.left(countsLeft.value) : texts.noneLeft}</p>
        <p class="soft">{texts.rounded}</p>
      </div>
      {people === null && countsLeft.value <= SPARE && (
        <button type="button" class="button small" disabled={!can || busy} onClick={() => void count()}>
          {texts.countButton}
        </button>
      )}
    </div>
  );
}

function CountProblem({ error, known }: { error: ApiError; known: readonly FieldProblem[] }) {
  if (error.code !== "INVALID") return <p class="wrong">{problemText(error)}</p>;
  const said = new Set(known.map(adviceText));
  const fresh = error.fields.filter((each) => !said.has(adviceText(each)));
  if (fresh.length === 0) return null;
  return (
    <div class="wrong">
      <p>{audience.value.cannot}</p>
      {fresh.map((each) => (
        <p key={each.path + each.message}>{adviceText(each)}</p>
      ))}
    </div>
  );
}
