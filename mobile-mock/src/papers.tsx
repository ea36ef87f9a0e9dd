// What belongs to a letter or a dossier: documents, a bill, reminders.

import type { FileFragment, LadderStepFragment, LetterDetailQuery, ReminderRowFragment } from "@burgerbode/schema";
import { renderSVG } from "uqr";
import { online } from "./api";
import { Icon } from "./icons";
import { Banner, Chip, Outside, Row, Switch } from "./parts";
import { link } from "./router";
import { attempt } from "./say";
import { dayOf, dayText, documentTitles, euroText, groupsOfFour, momentText, sizeText, untilText } from "./texts";

type Bill = NonNullable<Extract<NonNullable<LetterDetailQuery["node"]>, { __typename: "Letter" }>["payment"]>;

/** The documents, each as a link to its bytes. Those of a letter that has ended do not say until when they count. */
export function Files({ files, ended = false }: { files: FileFragment[]; ended?: boolean }) {
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="files">
      <h2 id="files" class="section">
        {files.length === 1 ? "Document" : "Documenten"}
      </h2>
      <ul class="rows">
        {files.map((file) => (
          <li key={file.id}>
            <File file={ended ? { ...file, validUntil: null } : file} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function File({ file }: { file: FileFragment }) {
  const facts = [
    documentTitles[file.type] ?? "Document",
    file.issuer,
    file.size && sizeText(file.size),
    file.validUntil && `geldig tot en met ${dayText(file.validUntil)}`,
  ];
  return (
    <div class="row file">
      <span class="disc">
        <Icon name="file" />
      </span>
      <span class="row-text">
        {file.url ? <Outside href={file.url}>{file.title}</Outside> : file.title}
        <span class="preview">{facts.filter(Boolean).join(" · ")}</span>
      </span>
    </div>
  );
}

/** What a bill asks to pay, with a code that banks' apps read, and what happens otherwise. */
export function Payment({ payment, otherwise }: { payment: Bill; otherwise: string | undefined }) {
  const { amountCents, iban, beneficiary, structuredReference, dueOn, status, paidAt, epcQr } = payment;
  if (status === "PAID" && paidAt) {
    return (
      <Banner icon="check" tone="good">
        {euroText(amountCents)} is betaald op {dayText(dayOf(paidAt))}. U hoeft niets te doen.
      </Banner>
    );
  }
  if (!epcQr) return null; // withdrawn or replaced: the letter says so
  const late = status === "OVERDUE";
  return (
    <section class="card bill" aria-labelledby="bill">
      <p class="over">
        <Chip tone={late ? "bad" : "todo"}>{late ? untilText(dueOn) : `Betalen · ${untilText(dueOn)}`}</Chip>
      </p>
      <h2 id="bill">{euroText(amountCents)}</h2>
      <p>
        Ten laatste op {dayText(dueOn)}. {otherwise}
      </p>
      <dl>
        <Copied name="Aan" shown={beneficiary} />
        <Copied name="Rekening" shown={groupsOfFour(iban)} copied={iban} />
        {structuredReference && <Copied name="Mededeling" shown={structuredReference} />}
      </dl>
      <figure>
        <img
          src={`data:image/svg+xml,${encodeURIComponent(renderSVG(epcQr, { border: 2 }))}`}
          width="180"
          height="180"
          alt="QR-code om te betalen"
        />
        <figcaption class="soft">Scan deze code met de app van uw bank.</figcaption>
      </figure>
    </section>
  );
}

function Copied({ name, shown, copied = shown }: { name: string; shown: string; copied?: string }) {
  const copy = () => attempt(() => navigator.clipboard.writeText(copied), `${name} is gekopieerd.`);
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {shown}
        <button type="button" class="text-button" aria-label={`Kopieer: ${name}`} onClick={copy}>
          Kopieer
        </button>
      </dd>
    </div>
  );
}

/** The citizen's own reminders about it. */
export function Reminded({ reminders }: { reminders: ReminderRowFragment[] }) {
  if (reminders.length === 0) return null;
  return (
    <section aria-labelledby="reminded">
      <h2 id="reminded" class="section">
        Uw herinneringen
      </h2>
      <ul class="rows">
        {reminders.map((reminder) => (
          <Row key={reminder.id} row={{ __typename: "Reminder", ...reminder }} />
        ))}
      </ul>
    </section>
  );
}

interface LadderProps {
  steps?: LadderStepFragment[];
  onSwitch: (step: LadderStepFragment, on: boolean) => void;
}

/** When the phone reminds of the letter by itself, each with a switch. What a phone kept from before has no steps. */
export function Ladder({ steps = [], onSwitch }: LadderProps) {
  const ahead = steps.filter((step) => step.switchable);
  if (ahead.length === 0) return null;
  return (
    <section class="card" aria-labelledby="ladder">
      <h2 id="ladder">Herinneringen</h2>
      {ahead.some((step) => step.muted) && (
        <p>
          U krijgt deze meldingen nu niet. <a href={link("/settings")}>Uw meldingen instellen</a>
        </p>
      )}
      {ahead.map((step) => (
        <Switch
          key={step.id}
          label={`Melding: ${momentText(step.ringsAt)}`}
          note={step.text}
          on={!step.cancelled}
          disabled={!online.value}
          onChange={(on) => onSwitch(step, on)}
        />
      ))}
    </section>
  );
}
