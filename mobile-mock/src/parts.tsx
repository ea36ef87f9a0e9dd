// What several screens are made of.

import type { ContactFragment, LetterRowFragment, PushFragment, RowFragment } from "@burgerbode/schema";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { appStatus } from "./account";
import { online } from "./api";
import { Icon, type IconName } from "./icons";
import { counts, entryOf, held } from "./mailbox";
import { back, leavePlace, link, path, placeOf } from "./router";
import {
  dayText,
  endedTitles,
  firstAlwaysRings,
  isLate,
  listText,
  momentText,
  plural,
  problemText,
  topicTitles,
  untilText,
} from "./texts";
import { unsent } from "./waiting";

interface ScreenProps {
  title: string;
  /** What stands in the window's title, where it differs. */
  name?: string;
  /** Where "back" leads when the citizen came from outside; without it there is no such button. */
  up?: string;
  /** The moment of what is shown; without it, that of the mailbox. */
  at?: number | null;
  /** Buttons beside the title. */
  tools?: ComponentChildren;
  /** Stands above the content, in the colour of the bar. */
  lead?: ComponentChildren;
  children: ComponentChildren;
}

let firstScreen = true;

/** One screen: bar, title, and the content that scrolls. It takes the focus, as a new page would. */
export function Screen({ title, name = title, up, at = held.value?.at, tools, lead, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const content = useRef<HTMLElement>(null);
  const unread = counts.value.unread;

  useEffect(() => {
    const page = path.peek();
    const main = content.current;
    if (!firstScreen) heading.current?.focus({ preventScroll: true });
    firstScreen = false;
    if (!main) return;
    main.scrollTop = placeOf(page);
    main.addEventListener("scroll", () => leavePlace(page, main.scrollTop), { passive: true });
  }, []);
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${name.replaceAll("\u00ad", "")} · Burgerbode`;
  }, [name, unread]);

  return (
    <>
      <header class={`bar${up ? "" : " top"}`}>
        <div class="bar-row">
          {up && (
            <button type="button" class="round" aria-label="Terug" onClick={() => back(up)}>
              <Icon name="back" />
            </button>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {tools}
        </div>
        {lead}
      </header>
      <main class="content" ref={content}>
        {online.value ? <Unsent /> : <Offline at={at} />}
        {appStatus.value?.maintenance && (
          <Banner icon="alert" tone="todo">
            {appStatus.value.maintenance}
          </Banner>
        )}
        {children}
      </main>
    </>
  );
}

function Offline({ at }: { at: number | null | undefined }) {
  const more = unsent.value.length;
  return (
    <Banner icon="offline" tone="plain">
      {at ? `Geen verbinding. U ziet de stand van ${momentText(at)}.` : "Geen verbinding."}
      {more > 0 && ` ${plural(more, "wijziging wacht", "wijzigingen wachten")} op de verbinding.`}
    </Banner>
  );
}

/** What the service could not take yet, although it was reached. */
function Unsent() {
  const more = unsent.value.filter(({ tries }) => tries > 0).length;
  if (more === 0) return null;
  return (
    <Banner icon="clock" tone="plain">
      {plural(more, "wijziging wordt", "wijzigingen worden")} straks doorgestuurd.
    </Banner>
  );
}

type Tone = "plain" | "todo" | "bad" | "good";

export function Banner({ icon, tone, children }: { icon: IconName; tone: Tone; children: ComponentChildren }) {
  return (
    <div class={`banner ${tone}`}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

/** In place of what could not be loaded. */
export function Problem({ code }: { code: string }) {
  return (
    <Banner icon="alert" tone="bad">
      <p role="alert">{problemText(code)}</p>
    </Banner>
  );
}

export function Loading() {
  return (
    <p class="loading" role="status">
      Even geduld…
    </p>
  );
}

export function Empty({ icon = "check", children }: { icon?: IconName; children: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <p>{children}</p>
    </div>
  );
}

export function Chip({ tone = "plain", children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`chip ${tone}`}>{children}</span>;
}

interface Summary {
  href: string;
  icon: IconName;
  from: string;
  title: string;
  text: string;
  when: string;
  read: boolean;
  chips: JSX.Element[];
}

/** A row of the feed: a letter, a dossier or a reminder, as one link. */
export function Row({ row }: { row: RowFragment }) {
  const summary = summarise(row);
  if (!summary) return null; // a sort of entry that this version does not know
  const { href, icon, from, title, text, when, read, chips } = summary;
  return (
    <li>
      <a class={`row${read ? "" : " unread"}`} href={link(href)}>
        <span class={`disc ${icon}`}>
          <Icon name={icon} />
        </span>
        <span class="row-text">
          <span class="row-head">
            <span class="from">{from}</span>
            <span class="when">{when}</span>
          </span>
          <span class="title">
            {!read && (
              <span class="dot">
                <span class="hidden">Ongelezen: </span>
              </span>
            )}
            {title}
          </span>
          {text && <span class="preview">{text}</span>}
          {chips.length > 0 && <span class="chips">{chips}</span>}
        </span>
      </a>
    </li>
  );
}

function summarise(row: RowFragment): Summary | null {
  switch (row.__typename) {
    case "Letter":
      return {
        href: `/letter/${encodeURIComponent(row.id)}`,
        icon: firstAlwaysRings.slice(0, 4).includes(row.kind) ? "ballot" : "letter",
        from: row.sender.name,
        title: row.subject,
        text: row.preview,
        when: listText(row.receivedAt),
        read: row.read,
        chips: [...forWhom(row.about), ...stateChips(row)],
      };
    case "Dossier": {
      const { actionRequired, actionBefore, label } = row.status;
      return {
        href: `/dossier/${encodeURIComponent(row.id)}`,
        icon: "dossier",
        from: row.organisation.name,
        title: row.title,
        text: label,
        when: listText(row.changedAt),
        read: row.read,
        chips: [...forWhom(row.about), ...(actionRequired ? [<ActionChip key="action" before={actionBefore} />] : [])],
      };
    }
    case "Reminder":
      return {
        href: row.announcement ? `/announcement/${encodeURIComponent(row.id)}` : "/reminders",
        icon: "bell",
        from: row.announcement?.sender.name ?? "Uw herinnering",
        title: row.title,
        text: row.announcement?.text ?? "",
        when: listText(row.dueAt),
        read: true,
        chips: row.completedAt ? [<Chip key="done">Afgevinkt</Chip>] : [],
      };
    default:
      return null;
  }
}

/** Where a letter stands, or by when to act while it still asks for that. */
function stateChips({ state, payment, deadline }: LetterRowFragment): JSX.Element[] {
  if (payment?.status === "PAID") {
    return [
      <Chip key="state" tone="good">
        Betaald
      </Chip>,
    ];
  }
  const ended = endedTitles[state];
  if (ended) return [<Chip key="state">{ended}</Chip>];
  return deadline ? [<DeadlineChip key="deadline" day={deadline.date} />] : [];
}

const forWhom = (about: { displayName: string | null }) =>
  about.displayName ? [<Chip key="about">Voor {about.displayName}</Chip>] : [];

/** No "too late": who let the term to decline pass has agreed, for one. */
const termText = (day: string) => (isLate(day) ? "termijn voorbij" : untilText(day));

const DeadlineChip = ({ day }: { day: string }) => <Chip tone={isLate(day) ? "bad" : "todo"}>{termText(day)}</Chip>;

export const ActionChip = ({ before }: { before: string | null }) => (
  <Chip tone={before && isLate(before) ? "bad" : "todo"}>Actie nodig{before && ` · ${untilText(before)}`}</Chip>
);

export function Deadline({ day, children }: { day: string; children: ComponentChildren }) {
  return (
    <Banner icon="clock" tone={isLate(day) ? "bad" : "todo"}>
      <p>
        <strong>
          Ten laatste op {dayText(day)} ({termText(day)}).
        </strong>
      </p>
      <p>{children}</p>
    </Banner>
  );
}

export function Contact({ who, contact }: { who: string; contact: ContactFragment }) {
  const { name, desk, address, phone, email, website, openingHours } = contact;
  const lines = [name, desk, address, openingHours].filter((line) => line && line !== who);
  return (
    <address class="contact">
      <strong>{who}</strong>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
      {phone && <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>}
      {email && <a href={`mailto:${email}`}>{email}</a>}
      {website?.startsWith("https://") && <Outside href={website}>{website.slice("https://".length)}</Outside>}
    </address>
  );
}

export function Outside({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
      <span class="hidden"> (opent een nieuw venster)</span>
    </a>
  );
}

interface SwitchProps {
  label: string;
  note?: string | undefined;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

export function Switch({ label, note, on, disabled, onChange }: SwitchProps) {
  return (
    <label class="switch">
      <span>
        {label}
        {note && <small>{note}</small>}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}

/** Why the phone rang, or why it did not. */
export function Pushes({ pushes }: { pushes: PushFragment[] }) {
  return (
    <details class="fold">
      <summary>Geen pushmelding?</summary>
      {pushes.length === 0 && <p>Er is geen pushmelding over dit bericht.</p>}
      <ul class="plain-list">
        {pushes.filter(saysMore).map((push) => (
          <Outcome key={push.id} push={push} />
        ))}
      </ul>
      <p>
        <a href={link("/settings")}>Uw meldingen instellen</a>
      </p>
    </details>
  );
}

const LATEST = 10;

/** The same for all that the phone rang about lately, each with what it was about; not what is still to come. */
export function LatestPushes({ pushes }: { pushes: PushFragment[] }) {
  const past = pushes
    .filter((push) => push.state !== "PLANNED")
    .sort((a, b) => Date.parse(momentOf(b)) - Date.parse(momentOf(a)))
    .slice(0, LATEST);
  return (
    <details class="fold">
      <summary>Uw laatste meldingen</summary>
      {past.length === 0 && <p>U hebt nog geen meldingen gekregen.</p>}
      <ul class="plain-list">
        {past.map((push) => (
          <Outcome key={push.id} push={push} about={aboutPush(push)} />
        ))}
      </ul>
    </details>
  );
}

/** When it was decided; before that, when it will be. What was dropped may have been planned for much later. */
const momentOf = ({ settledAt, nextAt, plannedAt }: PushFragment) => settledAt ?? nextAt ?? plannedAt;

/** The steps of a ladder often end at once and for one reason: that is said once. */
const saysMore = (push: PushFragment, index: number, all: PushFragment[]) =>
  push.explanation !== all[index - 1]?.explanation ||
  momentText(momentOf(push)) !== momentText(momentOf(all[index - 1] ?? push));

function Outcome({ push, about }: { push: PushFragment; about?: string | undefined }) {
  return (
    <li>
      {about && <strong>{about}</strong>}
      <p>{push.explanation}</p>
      <p class="soft">{momentText(momentOf(push))}</p>
    </li>
  );
}

function aboutPush({ entryId, topic }: PushFragment): string | undefined {
  const row = entryId ? entryOf(entryId) : undefined;
  if (row?.__typename === "Letter") return row.subject;
  return row && "title" in row ? row.title : topicTitles[topic];
}
