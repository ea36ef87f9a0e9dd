// The contract's words as people say them. A word that a newer service has and this list has not is shown as it is.
import { both } from "./language";
import type { CampaignState, LetterKind, Phase, Procedure, PushReason, Weekday } from "./operations.generated";

const states = both<Record<CampaignState, string>>(
  {
    DRAFT: "Ontwerp",
    SUBMITTED: "Wacht op goedkeuring",
    APPROVED: "Goedgekeurd",
    SCHEDULED: "Ingepland",
    CANARY: "Proefgroep",
    RUNNING: "Loopt",
    PAUSED: "Gepauzeerd",
    DONE: "Klaar",
    CANCELLED: "Stopgezet",
    FAILED: "Vanzelf gestopt",
  },
  {
    DRAFT: "Draft",
    SUBMITTED: "Waits for approval",
    APPROVED: "Approved",
    SCHEDULED: "Scheduled",
    CANARY: "Trial group",
    RUNNING: "Running",
    PAUSED: "Paused",
    DONE: "Done",
    CANCELLED: "Ended",
    FAILED: "Stopped by itself",
  },
);

const letterKinds = both<Record<LetterKind, string>>(
  {
    CALL_LETTER: "Oproepingsbrief",
    INVITATION_LETTER: "Uitnodigingsbrief (verkiezing)",
    CALL_LETTER_EU_VOTER: "Oproepingsbrief voor EU-burgers",
    CALL_LETTER_DUPLICATE: "Duplicaat van de oproepingsbrief",
    ASSESSOR_LETTER: "Aanwijzing als bijzitter",
    JURY_CARD: "Witte kaart jury",
    EID_RENEWAL: "Oproep om de identiteitskaart te vernieuwen",
    EID_CODES_READY: "Identiteitskaart ligt klaar",
    POLIO_REMINDER: "Herinnering poliovaccin",
    TAX_BILL: "Aanslagbiljet",
    INVOICE: "Factuur",
    DUNNING: "Aanmaning",
    GAS_FINE: "GAS-boete",
    INFORMATION: "Informatie",
  },
  {
    CALL_LETTER: "Call letter",
    INVITATION_LETTER: "Invitation letter (election)",
    CALL_LETTER_EU_VOTER: "Call letter for EU citizens",
    CALL_LETTER_DUPLICATE: "Duplicate of the call letter",
    ASSESSOR_LETTER: "Appointment as assessor",
    JURY_CARD: "Jury card",
    EID_RENEWAL: "Call to renew the identity card",
    EID_CODES_READY: "Identity card is ready",
    POLIO_REMINDER: "Polio vaccination reminder",
    TAX_BILL: "Tax bill",
    INVOICE: "Invoice",
    DUNNING: "Dunning letter",
    GAS_FINE: "Administrative fine",
    INFORMATION: "Information",
  },
);

const procedures = both<Record<Procedure, string>>(
  {
    EID_APPLICATION: "Identiteitskaart",
    PASSPORT_APPLICATION: "Reispas",
    DRIVING_LICENCE: "Rijbewijs",
    SLAUGHTER_DECLARATION: "Slachtaangifte",
    VOTER_REGISTRATION: "Registratie als kiezer",
    PROXY: "Volmacht",
    BIRTH_DECLARATION: "Geboorteaangifte",
    CHILD_ACKNOWLEDGEMENT: "Erkenning van een kind",
    POLIO_REGISTRATION: "Poliovaccinatie",
    MARRIAGE_DECLARATION: "Huwelijksaangifte",
    LEGAL_COHABITATION: "Wettelijke samenwoning",
    PROVISIONAL_ADMINISTRATION: "Bewindvoering",
    JURY_SELECTION: "Juryselectie",
    REPORT: "Melding",
    OTHER: "Andere",
  },
  {
    EID_APPLICATION: "Identity card",
    PASSPORT_APPLICATION: "Passport",
    DRIVING_LICENCE: "Driving licence",
    SLAUGHTER_DECLARATION: "Slaughter declaration",
    VOTER_REGISTRATION: "Registration as a voter",
    PROXY: "Proxy vote",
    BIRTH_DECLARATION: "Declaration of a birth",
    CHILD_ACKNOWLEDGEMENT: "Acknowledgement of a child",
    POLIO_REGISTRATION: "Polio vaccination",
    MARRIAGE_DECLARATION: "Declaration of a marriage",
    LEGAL_COHABITATION: "Legal cohabitation",
    PROVISIONAL_ADMINISTRATION: "Guardianship",
    JURY_SELECTION: "Selection of jurors",
    REPORT: "Report of a problem",
    OTHER: "Other",
  },
);

const phases = both<Record<Phase, string>>(
  {
    SAMENSTELLING: "in samenstelling",
    BEHANDELING: "in behandeling",
    BESLISSING: "wacht op beslissing",
    BEROEP: "in beroep",
    UITVOERING: "in uitvoering",
    AFGEROND: "afgerond",
  },
  {
    SAMENSTELLING: "being put together",
    BEHANDELING: "being handled",
    BESLISSING: "being decided",
    BEROEP: "in appeal",
    UITVOERING: "being carried out",
    AFGEROND: "ended",
  },
);

const reasons = both<Record<PushReason, string>>(
  {
    OPENED: "Opende het al",
    COMPLETED: "Vinkte het al af",
    WITHDRAWN: "Teruggetrokken",
    SUPERSEDED: "Vervangen door iets nieuwers",
    PAID: "Al betaald",
    EXPIRED: "Te laat om nog nuttig te zijn",
    CONFIDENTIAL: "Wordt nooit gemeld",
    CANCELLED: "Zelf geannuleerd",
    NOT_MEANT: "Voldoet niet meer aan de doelgroep",
    OPTED_OUT: "Wil geen campagnes",
    CAP: "Kreeg deze week al genoeg campagnes",
    NO_PHONE: "Heeft geen telefoon aangemeld",
    NO_PERMISSION: "Telefoon mag geen meldingen tonen",
    QUIET: "Stille uren: krijgt de melding later",
    QUIET_UNTIL_EXPIRY: "Stille uren tot na het einde",
    DIGEST: "Samen met andere meldingen",
    REFUSED: "Telefoon niet bereikt",
  },
  {
    OPENED: "Opened it already",
    COMPLETED: "Ticked it off already",
    WITHDRAWN: "Withdrawn",
    SUPERSEDED: "Replaced by something newer",
    PAID: "Paid already",
    EXPIRED: "Too late to be of use",
    CONFIDENTIAL: "Never notified",
    CANCELLED: "Cancelled by the citizen",
    NOT_MEANT: "Does not meet the rule any more",
    OPTED_OUT: "Wants no campaigns",
    CAP: "Got enough campaigns this week",
    NO_PHONE: "Has no registered phone",
    NO_PERMISSION: "Phone may not show notifications",
    QUIET: "Quiet hours: is notified later",
    QUIET_UNTIL_EXPIRY: "Quiet hours until after the end",
    DIGEST: "Together with other notifications",
    REFUSED: "Phone not reached",
  },
);

const weekdays = both<Record<Weekday, string>>(
  {
    MONDAY: "maandag",
    TUESDAY: "dinsdag",
    WEDNESDAY: "woensdag",
    THURSDAY: "donderdag",
    FRIDAY: "vrijdag",
    SATURDAY: "zaterdag",
    SUNDAY: "zondag",
  },
  {
    MONDAY: "Monday",
    TUESDAY: "Tuesday",
    WEDNESDAY: "Wednesday",
    THURSDAY: "Thursday",
    FRIDAY: "Friday",
    SATURDAY: "Saturday",
    SUNDAY: "Sunday",
  },
);

export const stateWord = (state: CampaignState) => states.value[state] ?? state;
export const letterKindWord = (kind: LetterKind) => letterKinds.value[kind] ?? kind;
export const procedureWord = (procedure: Procedure) => procedures.value[procedure] ?? procedure;
export const phaseWord = (phase: Phase) => phases.value[phase] ?? phase;
export const reasonWord = (reason: PushReason) => reasons.value[reason] ?? reason;
export const weekdayWord = (day: Weekday) => weekdays.value[day] ?? day;

export const WEEKDAYS: readonly Weekday[] = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
];
