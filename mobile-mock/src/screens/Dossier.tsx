import { DossierDetailDocument, type DossierDetailQuery, type StatusFragment } from "@burgerbode/schema";
import { useEffect, useRef } from "preact/hooks";
import { ApiError, ask, online } from "../api";
import { entryOf, toldOf } from "../mailbox";
import { Files, Reminded } from "../papers";
import { Banner, Chip, Contact, Loading, Outside, Problem, Pushes, Row, Screen } from "../parts";
import { act } from "../queue";
import { entrySeen } from "../ring";
import { dayText, isLate, levelTitles, momentText, phases, untilText } from "../texts";
import { Tools } from "../tools";
import { useGone } from "../useGone";
import { useKept } from "../useKept";

type DossierDetail = Extract<NonNullable<DossierDetailQuery["node"]>, { __typename: "Dossier" }>;

async function loadDossier(id: string): Promise<DossierDetail> {
  const { node } = await ask(DossierDetailDocument, { id });
  if (node?.__typename !== "Dossier") throw new ApiError("NOT_FOUND", "this id is not a dossier's");
  return node;
}

export function Dossier({ id }: { id: string }) {
  const { data, at, fresh, problem } = useKept(`dossier.${id}`, () => loadDossier(id), toldOf(id));
  const row = entryOf(id);
  const dossier = data && row?.__typename === "Dossier" ? { ...data, read: row.read, archived: row.archived } : data;
  const seen = useRef("");
  useGone(id, problem);

  // A dossier has no text of its own to open: showing its newest status is reading it.
  useEffect(() => {
    if (!dossier || (!fresh && online.value) || seen.current === dossier.changedAt) return;
    seen.current = dossier.changedAt;
    entrySeen(id);
    if (!dossier.read) act({ do: "read", ids: [id], read: true });
  });

  return (
    <Screen title={dossier?.organisation.name ?? "Dossier"} name={dossier?.title ?? "Dossier"} up="/dossiers" at={at}>
      {problem && (problem !== "OFFLINE" || !dossier) && <Problem code={problem} />}
      {!dossier && !problem && <Loading />}
      {dossier && <Content dossier={dossier} />}
    </Screen>
  );
}

function Content({ dossier }: { dossier: DossierDetail }) {
  const { status, organisation, manager } = dossier;
  return (
    <article class="letter">
      <p class="over">
        {levelTitles[dossier.level] && <Chip>{levelTitles[dossier.level]}</Chip>}
        {dossier.about.displayName && <Chip>Voor {dossier.about.displayName}</Chip>}
        {dossier.archived && <Chip>In uw archief</Chip>}
      </p>
      <h2>{dossier.title}</h2>
      <p class="soft">{[dossier.municipality?.name, `dossiernummer ${dossier.number}`].filter(Boolean).join(" · ")}</p>
      {dossier.sourceText && (
        <Banner icon="offline" tone="plain">
          {dossier.sourceText}
        </Banner>
      )}
      {status.actionRequired && (
        <Banner icon="alert" tone={status.actionBefore && isLate(status.actionBefore) ? "bad" : "todo"}>
          <p>
            <strong>Actie nodig</strong>
          </p>
          <p>{status.actionText ?? status.label}</p>
          {status.actionBefore && (
            <p>
              Ten laatste op {dayText(status.actionBefore)} ({untilText(status.actionBefore)}).
            </p>
          )}
        </Banner>
      )}
      {dossier.link?.startsWith("https://") && (
        <p class="button-line">
          <Outside href={dossier.link}>Ga verder bij {organisation.name}</Outside>
        </p>
      )}
      <Phases status={status} />
      <section class="card" aria-labelledby="history">
        <h2 id="history">Verloop</h2>
        <ol class="timeline">
          {dossier.history.map((step, index) => (
            <li key={`${step.at}${step.label}`} class={index === 0 ? "now" : ""} aria-current={index === 0 && "step"}>
              <p class="soft">{momentText(step.at)}</p>
              <p>
                <strong>{step.label}</strong>
              </p>
              {step.detail && <p>{step.detail}</p>}
            </li>
          ))}
        </ol>
      </section>
      <Files files={dossier.documents} />
      <Tools entry={dossier} up="/dossiers" calendar={status.actionBefore ? "add" : null} />
      <section class="card">
        <h2>Waarom ziet u dit?</h2>
        <p>{dossier.why}</p>
        <h2>Wat volgt?</h2>
        <p>{dossier.next}</p>
        <p class="soft">Stand van {momentText(dossier.asOf)}.</p>
      </section>
      <Reminded reminders={dossier.reminders} />
      {dossier.letters.length > 0 && (
        <section aria-labelledby="letters">
          <h2 id="letters" class="section">
            Brieven bij dit dossier
          </h2>
          <ul class="rows">
            {dossier.letters.map((letter) => (
              <Row key={letter.id} row={{ __typename: "Letter", ...letter }} />
            ))}
          </ul>
        </section>
      )}
      <section class="card">
        <h2>Wie behandelt dit?</h2>
        <Contact who={organisation.name} contact={manager ?? organisation.contact} />
      </section>
      <Pushes pushes={dossier.pushes} />
    </article>
  );
}

/** How far the dossier has come. An appeal is shown only where there is one. */
function Phases({ status }: { status: StatusFragment }) {
  const shown = phases.filter(([phase]) => phase !== "BEROEP" || status.phase === "BEROEP");
  const reached = shown.findIndex(([phase]) => phase === status.phase);
  if (reached < 0) return null;
  return (
    <section class="phases" aria-label="Fase">
      <p>
        Fase {reached + 1} van {shown.length}: <strong>{shown[reached]?.[1]}</strong>
      </p>
      <div class="track" aria-hidden="true">
        {shown.map(([phase], index) => (
          <span key={phase} class={index <= reached ? "done" : ""} />
        ))}
      </div>
    </section>
  );
}
