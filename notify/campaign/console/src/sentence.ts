// A rule as one sentence that anybody can check.
import { both, language } from "./language";
import { type Condition, complete, type Group, isGroup } from "./rule";
import { letterKindWord, phaseWord, procedureWord } from "./words";

export interface Names {
  municipality: (nis: string) => string;
  election: (id: string) => string;
  /** The title of an earlier campaign. */
  campaign: (id: string) => string;
}

const words = both(
  {
    citizens: "Inwoners die ",
    nobody: "Kies eerst voor wie de campagne is.",
    and: " en ",
    or: " of ",
    that: "die ",
    neither: "voor wie dit niet klopt: ",
    lives: (where: string) => `in ${where} wonen`,
    livesNot: (where: string) => `niet in ${where} wonen`,
    letter: (kind: string, more: string) => `van u de brief “${kind}”${more} kregen`,
    letterNot: (kind: string, more: string) => `van u geen brief “${kind}”${more} kregen`,
    unopened: (kind: string, more: string) => `de brief “${kind}”${more} nog niet openden`,
    unopenedNot: (kind: string, more: string) => `geen ongeopende brief “${kind}”${more} hebben`,
    opened: (kind: string, more: string) => `de brief “${kind}”${more} openden`,
    openedNot: (kind: string, more: string) => `de brief “${kind}”${more} niet openden of niet kregen`,
    election: (name: string) => ` voor ${name}`,
    run: (name: string) => ` uit de verzending “${name}”`,
    dossier: (procedure: string, phase: string) => `een dossier “${procedure}” hebben dat ${phase}`,
    dossierNot: (procedure: string, phase: string) => `geen dossier “${procedure}” hebben dat ${phase}`,
    open: "nog loopt",
    phase: (phase: string) => `${phase} is`,
    listed: (opened: string) => `op uw lijst staan${opened}`,
    listedNot: (opened: string) => `niet op uw lijst staan${opened}`,
    listUnopened: " en die brief nog niet openden",
    listOpened: " en die brief openden",
    digital: "digitale post activeerden",
    digitalNot: "digitale post nog niet activeerden",
    phone: "een telefoon hebben die meldingen toont",
    phoneNot: "geen telefoon hebben die meldingen toont",
    born: (years: string) => `geboren zijn in ${years}`,
    bornNot: (years: string) => `niet geboren zijn in ${years}, of van wie we dat niet weten`,
    minus: (titles: string) => ` Niet wie deze campagne al kreeg: ${titles}.`,
  },
  {
    citizens: "Citizens who ",
    nobody: "First choose whom the campaign is for.",
    and: " and ",
    or: " or ",
    that: "who ",
    neither: "for whom this does not hold: ",
    lives: (where: string) => `live in ${where}`,
    livesNot: (where: string) => `do not live in ${where}`,
    letter: (kind: string, more: string) => `got the letter “${kind}”${more} from you`,
    letterNot: (kind: string, more: string) => `got no letter “${kind}”${more} from you`,
    unopened: (kind: string, more: string) => `have not opened the letter “${kind}”${more}`,
    unopenedNot: (kind: string, more: string) => `have no unopened letter “${kind}”${more}`,
    opened: (kind: string, more: string) => `opened the letter “${kind}”${more}`,
    openedNot: (kind: string, more: string) => `did not open or get the letter “${kind}”${more}`,
    election: (name: string) => ` for ${name}`,
    run: (name: string) => ` of the run “${name}”`,
    dossier: (procedure: string, phase: string) => `have a dossier “${procedure}” that is ${phase}`,
    dossierNot: (procedure: string, phase: string) => `have no dossier “${procedure}” that is ${phase}`,
    open: "not ended",
    phase: (phase: string) => phase,
    listed: (opened: string) => `are on your list${opened}`,
    listedNot: (opened: string) => `are not on your list${opened}`,
    listUnopened: " and have not opened that letter",
    listOpened: " and opened that letter",
    digital: "activated digital post",
    digitalNot: "have not activated digital post",
    phone: "have a phone that shows notifications",
    phoneNot: "have no phone that shows notifications",
    born: (years: string) => `were born in ${years}`,
    bornNot: (years: string) => `were not born in ${years}, or of whom we do not know it`,
    minus: (titles: string) => ` Not those who got this campaign already: ${titles}.`,
  },
);

/** The rule as a sentence. */
export function sentenceOf(group: Group, minus: string[], names: Names): string {
  const texts = words.value;
  const said = clause(group, names);
  if (!said) return texts.nobody;
  const without =
    minus.length > 0
      ? texts.minus(
          listed(
            minus.map((id) => `“${names.campaign(id)}”`),
            texts.and,
          ),
        )
      : "";
  return `${texts.citizens}${said}.${without}`;
}

function clause(group: Group, names: Names): string {
  const texts = words.value;
  const parts = group.parts.filter(complete).map((part) => {
    if (!isGroup(part)) return conditionText(part, names);
    const inside = clause(part, names);
    return part.parts.length > 1 ? `(${inside})` : inside;
  });
  const joined = listed(parts, group.mode === "all" ? texts.and : texts.or, texts.that);
  return group.mode === "none" && joined ? `(${texts.neither}${joined})` : joined;
}

function listed(parts: string[], last: string, each = ""): string {
  if (parts.length <= 1) return parts.join("");
  return `${parts.slice(0, -1).join(`, ${each}`)}${last}${each}${parts.at(-1)}`;
}

/** One condition, as what citizens do who meet it. */
export function conditionText(part: Condition, names: Names): string {
  const texts = words.value;
  switch (part.is) {
    case "municipality":
      return (part.not ? texts.livesNot : texts.lives)(names.municipality(part.nis));
    case "letter":
      return letterText(part, names);
    case "dossier": {
      const phase = part.phase ? texts.phase(phaseWord(part.phase)) : texts.open;
      const procedure = part.procedure ? procedureWord(part.procedure) : "…";
      return (part.not ? texts.dossierNot : texts.dossier)(procedure, phase);
    }
    case "listed": {
      const opened = part.opened === "" ? "" : part.opened === "OPENED" ? texts.listOpened : texts.listUnopened;
      return (part.not ? texts.listedNot : texts.listed)(opened);
    }
    case "digital":
      return part.yes !== part.not ? texts.digital : texts.digitalNot;
    case "phone":
      return part.yes !== part.not ? texts.phone : texts.phoneNot;
    case "born":
      return (part.not ? texts.bornNot : texts.born)(yearsText(part.bands));
  }
}

function letterText(part: Condition & { is: "letter" }, names: Names): string {
  const texts = words.value;
  const kind = part.kind ? letterKindWord(part.kind) : "…";
  const election = part.election ? texts.election(names.election(part.election)) : "";
  const more = election + (part.run ? texts.run(part.run) : "");
  if (part.opened === "UNOPENED") return (part.not ? texts.unopenedNot : texts.unopened)(kind, more);
  if (part.opened === "OPENED") return (part.not ? texts.openedNot : texts.opened)(kind, more);
  return (part.not ? texts.letterNot : texts.letter)(kind, more);
}

/** Bands that follow each other as one stretch: 1955-1959 and 1960-1964 are "1955–1964". */
export function yearsText(bands: string[]): string {
  const stretches: [number, number][] = [];
  for (const band of [...bands].sort()) {
    const [from = 0, until = 0] = band.split("-").map(Number);
    const last = stretches.at(-1);
    if (last && last[1] + 1 === from) last[1] = until;
    else stretches.push([from, until]);
  }
  const shown = stretches.map(([from, until]) => `${from}–${until}`);
  return new Intl.ListFormat(language.value, { type: "disjunction" }).format(shown);
}
