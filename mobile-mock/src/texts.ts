// Words, days and hours as the citizen reads them: Dutch, u-form, Belgian time.

import type {
  CallCardFragment,
  DocumentType,
  LetterKind,
  LetterState,
  Level,
  Phase,
  PushTopic,
} from "@burgerbode/schema";
import { now } from "./clock";

const ZONE = "Europe/Brussels";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("nl-BE", { timeZone: ZONE, ...options });
const longDay = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const weekDay = format({ weekday: "long", day: "numeric", month: "long" });
const shortDay = format({ day: "numeric", month: "short" });
const shortDayYear = format({ day: "numeric", month: "short", year: "numeric" });
const hourMinute = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const isoDay = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" });

/** The Belgian day of a moment, as 2026-06-07. */
export const dayOf = (moment: number | string) => isoDay.format(new Date(moment));
export const addDays = (day: string, days: number) => dayOf(noon(day) + days * DAY);
const noon = (day: string) => Date.parse(`${day}T11:00:00Z`);

/** "zondag 7 juni"; with the year when it is not this one. */
export const dayText = (day: string) =>
  (day.slice(0, 4) === dayOf(now()).slice(0, 4) ? weekDay : longDay).format(noon(day));

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What a Belgian clock shows, as 14:05. */
export const clockOf = (moment: number) => hourMinute.format(moment);

/** "8 uur", "13.30 uur". */
export const clockText = (clock: string) => `${bareClock(clock)} uur`;

/** "van 8 tot 14 uur". */
export const hoursText = (from: string, until: string) => `van ${bareClock(from)} tot ${clockText(until)}`;

/** "van 10 tot 11 uur", "vanaf 10 uur"; empty where the sender named no quiet hour. */
export function quietText({ suggestedFrom, suggestedUntil }: CallCardFragment): string {
  if (!suggestedFrom) return "";
  return suggestedUntil ? hoursText(suggestedFrom, suggestedUntil) : `vanaf ${clockText(suggestedFrom)}`;
}

function bareClock(clock: string): string {
  const [hour = "", minute = ""] = clock.split(":");
  return minute === "00" ? String(Number(hour)) : `${Number(hour)}.${minute}`;
}

/** "14.05 uur" today, "gisteren om 14.05 uur", else "3 mei om 14.05 uur". */
export function momentText(moment: number | string): string {
  const time = clockText(hourMinute.format(new Date(moment)));
  const day = dayOf(moment);
  const today = dayOf(now());
  if (day === today) return time;
  if (day === addDays(today, -1)) return `gisteren om ${time}`;
  if (day === addDays(today, 1)) return `morgen om ${time}`;
  return `${shortText(moment)} om ${time}`;
}

/** For a list: "14.05 uur" today, "gisteren", else "3 mei". */
export function listText(moment: string): string {
  const day = dayOf(moment);
  const today = dayOf(now());
  if (day === today) return clockText(hourMinute.format(new Date(moment)));
  if (day === addDays(today, -1)) return "gisteren";
  return shortText(moment);
}

function shortText(moment: number | string): string {
  const sameYear = dayOf(moment).slice(0, 4) === dayOf(now()).slice(0, 4);
  return (sameYear ? shortDay : shortDayYear).format(new Date(moment));
}

/** "nog 5 dagen", "morgen", "vandaag", "3 dagen te laat". */
export function untilText(day: string): string {
  const days = Math.round((noon(day) - noon(dayOf(now()))) / DAY);
  if (days === 0) return "vandaag";
  if (days === 1) return "morgen";
  if (days === -1) return "1 dag te laat";
  return days > 0 ? `nog ${days} dagen` : `${-days} dagen te laat`;
}

export const isLate = (day: string) => day < dayOf(now());

/** The moment at which the clocks of Belgium show this day and time. */
export function brussels(day: string, time: string): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const offset = (moment: number) =>
    Date.parse(`${dayOf(moment)}T${hourMinute.format(new Date(moment))}:00Z`) - Math.floor(moment / MINUTE) * MINUTE;
  const guess = asUtc - offset(asUtc);
  return new Date(asUtc - offset(guess));
}

const problems: Record<string, string> = {
  OFFLINE: "Er is geen verbinding. Probeer het straks opnieuw.",
  UNAUTHENTICATED: "Uw sessie is verlopen. Meld u opnieuw aan.",
  FORBIDDEN: "Dit mag u hier niet doen.",
  NOT_FOUND: "Dit bericht is er niet.",
  GONE: "Dit bericht bestaat niet meer.",
  STEP_UP_REQUIRED: "Dit vraagt een sterkere aanmelding.",
  INVALID: "Er klopt iets niet in wat u invulde.",
  CONFLICT: "Dit is intussen gewijzigd. Kijk het even na.",
  RATE_LIMITED: "Dat ging te snel na elkaar. Wacht even.",
  UNAVAILABLE: "Dit lukt nu even niet. Probeer het straks opnieuw.",
};

export const problemText = (code: string) => problems[code] ?? "Er ging iets mis. Probeer het straks opnieuw.";

const euro = new Intl.NumberFormat("nl-BE", { style: "currency", currency: "EUR" });

/** "€ 12,50". */
export const euroText = (cents: number) => euro.format(cents / 100);

/** "BE68 5390 0754 7034". */
export const groupsOfFour = (text: string) => text.replace(/(.{4})(?=.)/g, "$1 ");

/** "210 kB", "1,4 MB". */
export function sizeText(bytes: number): string {
  const kilo = bytes / 1000;
  if (kilo < 1000) return `${Math.max(1, Math.round(kilo))} kB`;
  return `${(kilo / 1000).toLocaleString("nl-BE", { maximumFractionDigits: 1 })} MB`;
}

export const documentTitles: Partial<Record<DocumentType, string>> = {
  LETTER: "Brief",
  CALL_LETTER: "Digitaal duplicaat",
  ATTEST: "Attest",
  INVOICE: "Factuur",
  TAX_BILL: "Aanslagbiljet",
  REPORT: "Verslag",
  DECISION: "Beslissing",
  FORM: "Formulier",
};

/** The states of a letter that no longer says what it said. */
export const endedTitles: Partial<Record<LetterState, string>> = {
  SUPERSEDED: "Vervangen",
  WITHDRAWN: "Ingetrokken",
  EXPIRED: "Verlopen",
};

/** The names that the service gives to the kinds of letters. */
export const kindTitles: Partial<Record<LetterKind, string>> = {
  CALL_LETTER: "Oproepingsbrief",
  INVITATION_LETTER: "Uitnodigingsbrief",
  CALL_LETTER_EU_VOTER: "Oproepingsbrief EU-kiezer",
  CALL_LETTER_DUPLICATE: "Duplicaat van uw kiesbrief",
  ASSESSOR_LETTER: "Aanwijzing als bijzitter",
  JURY_CARD: "Witte kaart lijst van gezworenen",
  EID_RENEWAL: "Oproeping identiteitskaart",
  EID_CODES_READY: "Uw identiteitskaart ligt klaar",
  POLIO_REMINDER: "Herinnering poliovaccinatie",
  TAX_BILL: "Aanslagbiljet",
  INVOICE: "Factuur",
  DUNNING: "Aanmaning",
  GAS_FINE: "GAS-boete",
  INFORMATION: "Informatie",
};

/** The first push of these always rings. */
export const firstAlwaysRings: readonly LetterKind[] = [
  "CALL_LETTER",
  "INVITATION_LETTER",
  "CALL_LETTER_EU_VOTER",
  "CALL_LETTER_DUPLICATE",
  "ASSESSOR_LETTER",
  "JURY_CARD",
];

/** What a push is about, when its entry is not on the phone. */
export const topicTitles: Partial<Record<PushTopic, string>> = {
  LETTER: "Een brief",
  STATUS: "Nieuws over een dossier",
  ACTION: "Een dossier dat op u wacht",
  REMINDER: "Een herinnering van uzelf",
  TEST: "Een testmelding",
};

export const phases: [Phase, string][] = [
  ["SAMENSTELLING", "Samenstelling"],
  ["BEHANDELING", "Behandeling"],
  ["BESLISSING", "Beslissing"],
  ["BEROEP", "Beroep"],
  ["UITVOERING", "Uitvoering"],
  ["AFGEROND", "Afgerond"],
];

export const levelTitles: Partial<Record<Level, string>> = {
  MUNICIPAL: "Gemeente",
  PROVINCIAL: "Provincie",
  FLEMISH: "Vlaanderen",
  FEDERAL: "Federaal",
};

export const languageTitles: Record<string, string> = {
  NL: "Nederlands",
  FR: "Français",
  DE: "Deutsch",
  EN: "English",
};

export const plural = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
