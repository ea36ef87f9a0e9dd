import {
  ArchiveEntriesDocument,
  type LadderStepFragment,
  type Language,
  LetterDetailDocument,
  type LetterDetailQuery,
  type LetterRowFragment,
  MarkReadDocument,
  OpenLetterDocument,
  type RowFragment,
  SwitchLadderStepDocument,
} from "@burgerbode/schema";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, ask, online } from "../api";
import { Icon } from "../icons";
import { adopt, refresh, replace } from "../mailbox";
import { toHtml } from "../markdown";
import { Files, Ladder, Payment, Reminded } from "../papers";
import { Banner, Chip, Contact, Deadline, Loading, Problem, Pushes, Row, Screen } from "../parts";
import { entrySeen } from "../ring";
import { back, link } from "../router";
import { attempt } from "../say";
import { languageTitles, momentText } from "../texts";
import { useAttempt } from "../useAttempt";
import { useKept } from "../useKept";

export type LetterDetail = Extract<NonNullable<LetterDetailQuery["node"]>, { __typename: "Letter" }>;

export async function loadLetter(id: string, language: Language): Promise<LetterDetail> {
  const { node } = await ask(LetterDetailDocument, { id, language });
  if (node?.__typename !== "Letter") throw new ApiError("NOT_FOUND", "this id is not a letter's");
  return node;
}

export function Letter({ id }: { id: string }) {
  const [language, setLanguage] = useState<Language>("NL");
  const { data: letter, at, fresh, problem, set } = useKept(`letter.${id}.${language}`, () => loadLetter(id, language));
  const opened = useRef(false);

  useEffect(() => {
    if (!letter || !fresh || opened.current) return;
    opened.current = true;
    entrySeen(id);
    void attempt(async () => {
      const { openLetter } = await ask(OpenLetterDocument, { input: { id } });
      const { read, firstOpenedAt, next, paper, ladder } = openLetter.letter;
      adopt(openLetter);
      replace([rowOfLetter({ ...letter, read })]);
      set({ ...letter, read, firstOpenedAt, next, paper, ladder });
    });
  });

  return (
    <Screen title={letter?.sender.name ?? "Brief"} name={letter?.subject ?? "Brief"} up="/" at={at}>
      {problem && (problem !== "OFFLINE" || !letter) && <Problem code={problem} />}
      {!letter && !problem && <Loading />}
      {letter && <Content letter={letter} language={language} onLanguage={setLanguage} onLetter={set} />}
    </Screen>
  );
}

function Content({
  letter,
  language,
  onLanguage,
  onLetter,
}: {
  letter: LetterDetail;
  language: Language;
  onLanguage: (language: Language) => void;
  onLetter: (letter: LetterDetail) => void;
}) {
  const save = useAttempt();
  const remind = (step: LadderStepFragment, on: boolean) =>
    save(
      async () => {
        const { switchLadderStep } = await ask(SwitchLadderStepDocument, { input: { id: step.id, on } });
        const { next, ladder, pushes } = switchLadderStep.letter;
        adopt(switchLadderStep);
        onLetter({ ...letter, next, ladder, pushes });
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
        <p>Deze brief ziet u als u zich aanmeldt met uw identiteitskaart of itsme.</p>
      )}
      <Files files={letter.documents} ended={letter.state !== "ACTIVE"} />
      <Tools letter={letter} />
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

function Tools({ letter }: { letter: LetterDetail }) {
  const change = async (action: () => Promise<boolean>) => {
    if (await action()) back("/");
  };
  const archive = () =>
    attempt(
      async () => {
        const input = { ids: [letter.id], archived: !letter.archived };
        const { archiveEntries } = await ask(ArchiveEntriesDocument, { input });
        adopt(archiveEntries);
        replace(archiveEntries.entries as RowFragment[]);
        await refresh();
      },
      letter.archived ? "De brief staat weer bij uw berichten." : "De brief zit in uw archief.",
    );
  const markUnread = () =>
    attempt(async () => {
      const { markRead } = await ask(MarkReadDocument, { input: { ids: [letter.id], read: false } });
      adopt(markRead);
      replace(markRead.entries as RowFragment[]);
    }, "De brief staat op ongelezen.");
  return (
    <ul class="tools" aria-label="Met deze brief">
      <li>
        <button type="button" disabled={!online.value} onClick={() => change(archive)}>
          <Icon name="archive" />
          {letter.archived ? "Terugzetten" : "Archiveren"}
        </button>
      </li>
      <li>
        <button type="button" disabled={!online.value} onClick={() => change(markUnread)}>
          <Icon name="unread" />
          Ongelezen
        </button>
      </li>
      <li>
        <a href={link(`/reminders/new/${encodeURIComponent(letter.id)}`)}>
          <Icon name="bell" />
          Herinnering
        </a>
      </li>
    </ul>
  );
}

/** The part of a letter that the lists show. */
function rowOfLetter(letter: LetterDetail): RowFragment {
  const { id, kind, kindTitle, subject, preview, sender, about, receivedAt, read, archived, deadline, state, payment } =
    letter;
  const row: LetterRowFragment = {
    ...{ id, kind, kindTitle, subject, preview, about, receivedAt, read, archived, deadline, state },
    payment: payment && { status: payment.status },
    sender: { code: sender.code, name: sender.name },
  };
  return { __typename: "Letter", ...row };
}
