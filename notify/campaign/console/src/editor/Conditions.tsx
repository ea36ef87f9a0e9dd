// The fields of one condition of the audience.
import { useId } from "preact/hooks";
import { desk } from "../desk";
import type { LetterKind, Opening, Phase, Procedure } from "../operations.generated";
import type { Condition } from "../rule";
import { audience } from "../texts/editor";
import { letterKindWord, phaseWord, procedureWord } from "../words";
import { Choose } from "./fields";
import { References } from "./References";
import type { Draft } from "./useDraft";

interface Props<C extends Condition = Condition> {
  part: C;
  change: (part: Condition) => void;
  draft: Draft;
}

const CALLS: readonly string[] = ["CALL_LETTER", "INVITATION_LETTER", "CALL_LETTER_EU_VOTER", "CALL_LETTER_DUPLICATE"];
const OPEN_PHASES: readonly Phase[] = [
  "SAMENSTELLING",
  "BEHANDELING",
  "BESLISSING",
  "BEROEP",
  "UITVOERING",
  "AFGEROND",
];

export function ConditionFields(props: Props & { remove: () => void }) {
  const { part, change } = props;
  const texts = audience.value;
  const id = useId();
  const turns = part.is !== "digital" && part.is !== "phone"; // these two say it themselves
  return (
    <fieldset class="condition">
      <legend>{texts.sorts[part.is]}</legend>
      <button
        type="button"
        class="button small remove"
        aria-label={texts.remove(texts.sorts[part.is])}
        onClick={props.remove}
      >
        ✕
      </button>
      <Inside {...props} />
      {turns && (
        <label class="choice" for={id}>
          <input
            id={id}
            type="checkbox"
            checked={part.not}
            onChange={(event) => change({ ...part, not: event.currentTarget.checked })}
          />
          <span>{texts.not}</span>
        </label>
      )}
    </fieldset>
  );
}

function Inside({ part, change, draft }: Props) {
  switch (part.is) {
    case "municipality":
      return <Municipality part={part} change={change} draft={draft} />;
    case "letter":
      return <Letter part={part} change={change} draft={draft} />;
    case "dossier":
      return <Dossier part={part} change={change} draft={draft} />;
    case "listed":
      return <References part={part} change={change} draft={draft} />;
    case "born":
      return <Born part={part} change={change} draft={draft} />;
    default:
      return <YesNo part={part} change={change} draft={draft} />;
  }
}

function Municipality({ part, change }: Props<Condition & { is: "municipality" }>) {
  const texts = audience.value;
  return (
    <Choose
      label={texts.sorts.municipality}
      value={part.nis}
      none={texts.choose}
      options={(desk.value?.municipalities ?? []).map((each) => ({ value: each.nis, text: each.name }))}
      onChange={(nis) => change({ ...part, nis })}
    />
  );
}

export function OpenedChoice(props: { value: Opening | ""; onChange: (opened: Opening | "") => void }) {
  const texts = audience.value;
  return (
    <Choose
      label={texts.opened}
      value={props.value}
      none={texts.openedEither}
      options={[
        { value: "UNOPENED", text: texts.openedNo },
        { value: "OPENED", text: texts.openedYes },
      ]}
      onChange={(opened) => props.onChange(opened as Opening | "")}
    />
  );
}

function Letter({ part, change }: Props<Condition & { is: "letter" }>) {
  const texts = audience.value;
  const call = CALLS.includes(part.kind);
  const at = desk.value;
  return (
    <div class="grid-2">
      <Choose
        label={texts.kind}
        value={part.kind}
        none={texts.choose}
        options={(at?.letterKinds ?? []).map((kind) => ({ value: kind, text: letterKindWord(kind) }))}
        onChange={(kind) =>
          change({ ...part, kind: kind as LetterKind, election: CALLS.includes(kind) ? part.election : "" })
        }
      />
      <OpenedChoice value={part.opened} onChange={(opened) => change({ ...part, opened })} />
      {call && (
        <Choose
          label={texts.election}
          value={part.election}
          none={texts.anyElection}
          options={(at?.elections ?? []).map((each) => ({ value: each.id, text: each.name }))}
          onChange={(election) => change({ ...part, election })}
        />
      )}
      <Choose
        label={texts.run}
        value={part.run}
        none={texts.anyRun}
        options={(at?.runs ?? []).map((run) => ({ value: run, text: run }))}
        onChange={(run) => change({ ...part, run })}
      />
    </div>
  );
}

function Dossier({ part, change }: Props<Condition & { is: "dossier" }>) {
  const texts = audience.value;
  return (
    <div class="grid-2">
      <Choose
        label={texts.procedure}
        value={part.procedure}
        none={texts.choose}
        options={(desk.value?.procedures ?? []).map((each) => ({ value: each, text: procedureWord(each) }))}
        onChange={(procedure) => change({ ...part, procedure: procedure as Procedure })}
      />
      <Choose
        label={texts.phase}
        value={part.phase}
        none={texts.anyPhase}
        options={OPEN_PHASES.map((each) => ({ value: each, text: phaseWord(each) }))}
        onChange={(phase) => change({ ...part, phase: phase as Phase | "" })}
      />
    </div>
  );
}

function YesNo({ part, change }: Props<Condition>) {
  const texts = audience.value;
  if (part.is !== "digital" && part.is !== "phone") return null;
  const [yes, no] = part.is === "digital" ? [texts.digitalYes, texts.digitalNo] : [texts.phoneYes, texts.phoneNo];
  return (
    <Choose
      label={texts.choice}
      value={part.yes !== part.not ? "yes" : "no"}
      options={[
        { value: "yes", text: yes },
        { value: "no", text: no },
      ]}
      onChange={(value) => change({ ...part, not: false, yes: value === "yes" })}
    />
  );
}

/** Years of birth go by five: from the first year of one band until the last of another. */
function Born({ part, change }: Props<Condition & { is: "born" }>) {
  const texts = audience.value;
  const bands = desk.value?.born ?? [];
  const sorted = [...part.bands].sort();
  const from = sorted[0] ?? "";
  const until = sorted.at(-1) ?? "";
  const stretch = (first: string, last: string) => {
    const begin = bands.indexOf(first || last);
    const end = bands.indexOf(last || first);
    change({ ...part, bands: bands.slice(Math.min(begin, end), Math.max(begin, end) + 1) });
  };
  return (
    <div class="grid-2">
      <Choose
        label={texts.bornFrom}
        value={from}
        none={from ? undefined : texts.choose}
        options={bands.map((each) => ({ value: each, text: each.slice(0, 4) }))}
        onChange={(first) => stretch(first, until)}
      />
      <Choose
        label={texts.bornUntil}
        value={until}
        none={until ? undefined : texts.choose}
        options={bands.map((each) => ({ value: each, text: each.slice(5) }))}
        onChange={(last) => stretch(from, last)}
      />
    </div>
  );
}
