import {
  type LadderStepFragment,
  type Language,
  LetterDetailDocument,
  type LetterDetailQuery,
  SwitchLadderStepDocument,
} from "@burgerbode/schema";
import { useEffect, useRef, useState } from "preact/hooks";
import { signInStronger } from "../account";
import { ApiError, ask, askPart, online } from "../api";
import { Call } from "../call";
import { Icon } from "../icons";
import { hurry } from "../live";
import { entryOf, toldOf } from "../mailbox";
import { toHtml } from "../markdown";
import { Files, Ladder, Payment, Reminded } from "../papers";
import { Banner, Chip, Contact, Deadline, Loading, Problem, Pushes, Row, Screen } from "../parts";
import { act } from "../queue";
import { entrySeen } from "../ring";
import { link } from "../router";
import { attempt } from "../say";
import { languageTitles, momentText } from "../texts";
import { type CalendarUse, Tools } from "../tools";
import { useAttempt } from "../useAttempt";
import { useGone } from "../useGone";
import { useKept } from "../useKept";

export type LetterDetail = Extract<NonNullable<LetterDetailQuery["node"]>, { __typename: "Letter" }> & {
  /** How strongly to sign in to read it; null when its text is here. */
  stepUp: string | null;
};

/** A letter, also where a stronger sign-in is needed for its text: all else is shown then. */
export async function loadLetter(id: string, language: Language): Promise<LetterDetail> {
  const { data, problem } = await askPart(LetterDetailDocument, { id, language });
  if (problem && problem.code !== "STEP_UP_REQUIRED") throw problem;
  if (data.node?.__typename !== "Letter") throw new ApiError("NOT_FOUND", "this id is not a letter's");
  return { ...data.node, stepUp: problem?.hints.acr ?? null };
}

export function Letter({ id }: { id: string }) {
  const [language, setLanguage] = useState<Language>("NL");
  const load = () => loadLetter(id, language);
  const { data, at, fresh, problem, set } = useKept(`letter.${id}.${language}`, load, toldOf(id));
  const row = entryOf(id);
  const letter = data && row?.__typename === "Letter" ? { ...data, read: row.read, archived: row.archived } : data;
  const opened = useRef(false);
  useGone(id, problem);

  // Opening it is that its text is shown, with a connection or without one.
  useEffect(() => {
    if (!letter?.body || (!fresh && online.value) || opened.current) return;
    opened.current = true;
    entrySeen(id);
    if (!letter.read || !letter.firstOpenedAt) act({ do: "open", id });
  });

  const stepUp = (acr: string) =>
    attempt(async () => {
      await signInStronger(acr);
      set(await load());
    });

  return (
    <Screen title={letter?.sender.name ?? "Brief"} name={letter?.subject ?? "Brief"} up="/" at={at}>
      {problem && (problem !== "OFFLINE" || !letter) && <Problem code={problem} />}
      {!letter && !problem && <Loading />}
      {letter && (
        <Content letter={letter} language={language} onLanguage={setLanguage} onLetter={set} onStepUp={stepUp} />
      )}
    </Screen>
  );
}

function Content({
  letter,
  language,
  onLanguage,
  onLetter,
  onStepUp,
}: {
  letter: LetterDetail;
  language: Language;
  onLanguage: (language: Language) => void;
  onLetter: (letter: LetterDetail) => void;
  onStepUp: (acr: string) => void;
}) {
  const save = useAttempt();
  const remind = (step: LadderStepFragment, on: boolean) =>
    save(
      async () => {
        const { switchLadderStep } = await ask(SwitchLadderStepDocument, { input: { id: step.id, on } });
        const { next, ladder, pushes } = switchLadderStep.letter;
        onLetter({ ...letter, next, ladder, pushes });
        void hurry();
      },
      on ? "We herinneren u eraan." : "U krijgt deze herinnering niet.",
    );
  return (
    <article class="letter">
      <p class="over">
        <Chip>{letter.kindTitle}</Chip>
        {letter.about.displayName && <Chip>Voor {letter.about.displayName}</Chip>}
        {letter.archived && <Chip>In uw archief</Chip>}
      </p>
      <h2>{letter.subject}</h2>
      <p class="soft">
        {[letter.sender.name, letter.service, momentText(letter.receivedAt)].filter(Boolean).join(" · ")}
      </p>
      <States letter={letter} />
      {letter.payment && <Payment payment={letter.payment} otherwise={letter.deadline?.consequence} />}
      {letter.deadline && letter.state === "ACTIVE" && !letter.payment && (
        <Deadline day={letter.deadline.date}>{letter.deadline.consequence}</Deadline>
      )}
      {letter.callLetter && letter.state === "ACTIVE" && (
        <a class="button wide" href={link(`/card/${encodeURIComponent(letter.id)}`)}>
          <Icon name="ballot" /> Toon uw kiesbrief
        </a>
      )}
      {letter.languages.length > 1 && <Languages letter={letter} language={language} onLanguage={onLanguage} />}
      {letter.body ? (
        <section class="paper" aria-label="Tekst van de brief" lang={letter.body.language.toLowerCase()}>
          <h2 class="hidden" lang="nl">
            Tekst van de brief
          </h2>
          {/* It is rendered without HTML and with https links only: see markdown.ts. */}
          <div dangerouslySetInnerHTML={{ __html: toHtml(letter.body.markdown) }} />
        </section>
      ) : (
        <StepUp acr={letter.stepUp} onStepUp={onStepUp} />
      )}
      {letter.callLetter && <Call card={letter.callLetter} ended={letter.state !== "ACTIVE"} />}
      <Files files={letter.documents} ended={letter.state !== "ACTIVE"} />
      <Tools entry={letter} up="/" calendar={calendarOf(letter)} />
      <section class="card">
        <h2>Waarom krijgt u dit?</h2>
        <p>{letter.why}</p>
        <h2>Wat volgt?</h2>
        <p>{letter.next}</p>
        {letter.paper.text && (
          <>
            <h2>Op papier</h2>
            <p>{letter.paper.text}</p>
          </>
        )}
      </section>
      <Ladder steps={letter.ladder} onSwitch={remind} />
      <Reminded reminders={letter.reminders} />
      {letter.dossier && (
        <section aria-labelledby="dossier">
          <h2 id="dossier" class="section">
            Hoort bij dit dossier
          </h2>
          <ul class="rows">
            <Row row={{ __typename: "Dossier", ...letter.dossier }} />
          </ul>
        </section>
      )}
      <section class="card">
        <h2>Een vraag over deze brief?</h2>
        <Contact who={letter.sender.name} contact={letter.sender.contact} />
        <p class="soft">Vermeld het kenmerk {letter.reference}.</p>
      </section>
      <Pushes pushes={letter.pushes} />
    </article>
  );
}

/** The calendar of a letter that holds no more, or is paid, takes its days away again. */
function calendarOf({ callLetter, deadline, payment, state }: LetterDetail): CalendarUse {
  if (state === "EXPIRED" || (!callLetter && !deadline && !payment)) return null;
  return state === "ACTIVE" && payment?.status !== "PAID" ? "add" : "remove";
}

/** In place of a text that a sign-in with a password alone does not show. */
function StepUp({ acr, onStepUp }: { acr: string | null; onStepUp: (acr: string) => void }) {
  return (
    <section class="card" aria-labelledby="step-up">
      <h2 id="step-up">Deze brief vraagt een sterkere aanmelding</h2>
      <p>U leest hem als u zich aanmeldt met uw identiteitskaart of itsme.</p>
      {acr && (
        <button type="button" class="button wide" disabled={!online.value} onClick={() => onStepUp(acr)}>
          Sterker aanmelden
        </button>
      )}
    </section>
  );
}

function States({ letter }: { letter: LetterDetail }) {
  return (
    <>
      {letter.stateText && (
        <Banner icon="alert" tone={letter.state === "WITHDRAWN" ? "bad" : "todo"}>
          {letter.stateText}
          {letter.supersededBy && (
            <>
              {" "}
              <a href={link(`/letter/${encodeURIComponent(letter.supersededBy.id)}`)}>Lees de nieuwe brief</a>
            </>
          )}
        </Banner>
      )}
      {letter.supersedes && (
        <Banner icon="letter" tone="plain">
          Deze brief vervangt{" "}
          <a href={link(`/letter/${encodeURIComponent(letter.supersedes.id)}`)}>{letter.supersedes.subject}</a>
        </Banner>
      )}
    </>
  );
}

function Languages({
  letter,
  language,
  onLanguage,
}: {
  letter: LetterDetail;
  language: Language;
  onLanguage: (language: Language) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row everywhere
    <div class="filters" role="group" aria-label="Taal van de brief">
      {letter.languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each.toLowerCase()}
          aria-pressed={each === language}
          onClick={() => onLanguage(each)}
        >
          {languageTitles[each] ?? each}
        </button>
      ))}
    </div>
  );
}
