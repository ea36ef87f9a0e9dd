// Whom a campaign is for, as the builder shows it: one group of conditions, which may hold further groups one level
// deep. Reading and writing the contract's rule is here; saying it in a sentence is in sentence.ts.
import type {
  CampaignRuleInput,
  CampaignRuleOfQuery,
  ConditionsFragment,
  CriterionFragment,
  LetterKind,
  Opening,
  Phase,
  Procedure,
} from "./operations.generated";

export type Criterion =
  | { is: "municipality"; nis: string }
  | { is: "letter"; kind: LetterKind | ""; run: string; election: string; opened: Opening | "" }
  | { is: "dossier"; procedure: Procedure | ""; phase: Phase | "" }
  | { is: "listed"; run: string; opened: Opening | "" }
  | { is: "digital"; yes: boolean }
  | { is: "phone"; yes: boolean }
  | { is: "born"; bands: string[] };

export type Sort = Criterion["is"];

export type Condition = Criterion & { key: string; not: boolean };

/** How a group's parts belong together: each of them holds, at least one does, or none does. */
export type Mode = "all" | "any" | "none";

export interface Group {
  key: string;
  mode: Mode;
  parts: (Condition | Group)[];
}

export const isGroup = (part: Condition | Group): part is Group => "parts" in part;

let made = 0;
export const newKey = () => `part-${++made}`;

export const newGroup = (mode: Mode, parts: (Condition | Group)[] = []): Group => ({ key: newKey(), mode, parts });

export const condition = (criterion: Criterion, not = false): Condition => ({ ...criterion, key: newKey(), not });

/** Every condition of the group, those of its groups too. */
export const conditionsOf = (group: Group): Condition[] =>
  group.parts.flatMap((part) => (isGroup(part) ? conditionsOf(part) : [part]));

/** Whether enough is filled in for the service to look at it. */
export function complete(part: Condition | Group): boolean {
  if (isGroup(part)) return part.parts.length > 0 && part.parts.every(complete);
  switch (part.is) {
    case "municipality":
      return part.nis !== "";
    case "letter":
      return part.kind !== "";
    case "dossier":
      return part.procedure !== "";
    case "listed":
      return part.run !== "";
    case "born":
      return part.bands.length > 0;
    default:
      return true;
  }
}

/** What somebody does to leave the group: opens the letter, activates digital post, lets the app notify. */
export type Act = "letter" | "digital" | "phone";

/** The one thing that takes somebody out of the group; null where several can, or none that a citizen is asked for. */
export function actOf(group: Group): Act | null {
  if (group.mode !== "all") return null;
  const acts = new Set(group.parts.filter((part) => isGroup(part) || !LASTING.has(part.is)).map(actOfPart));
  const [act = null] = acts;
  return acts.size === 1 ? act : null;
}

const LASTING: ReadonlySet<Sort> = new Set<Sort>(["municipality", "born"]); // nobody is asked to change these

function actOfPart(part: Condition | Group): Act | null {
  if (isGroup(part)) return null;
  switch (part.is) {
    case "letter":
    case "listed":
      return !part.not && part.opened === "UNOPENED" ? "letter" : null;
    case "digital":
    case "phone":
      return part.yes === part.not ? part.is : null;
    default:
      return null;
  }
}

/** The contract's rule; null while nothing in the group is complete. What is incomplete is left out. */
export function toRule(group: Group): CampaignRuleInput | null {
  const parts = group.parts.flatMap((part) => {
    if (isGroup(part)) return toRule(part) ?? [];
    return complete(part) ? toCondition(part) : [];
  });
  if (parts.length === 0) return null;
  if (group.mode === "none") return { not: { any: parts } };
  return group.mode === "all" ? { all: parts } : { any: parts };
}

function toCondition(part: Condition): CampaignRuleInput {
  const rule = toCriterion(part);
  return part.not ? { not: rule } : rule;
}

function toCriterion(part: Condition): CampaignRuleInput {
  switch (part.is) {
    case "municipality":
      return { municipality: part.nis };
    case "letter":
      return {
        letter: {
          kind: part.kind as LetterKind,
          run: part.run || null,
          election: part.election || null,
          opened: part.opened || null,
        },
      };
    case "dossier":
      return { dossier: { procedure: part.procedure as Procedure, phase: part.phase || null } };
    case "listed":
      return { listed: { run: part.run, opened: part.opened || null } };
    case "digital":
      return { digital: part.yes };
    case "phone":
      return { phone: part.yes };
    case "born":
      return { born: part.bands };
  }
}

type Read = NonNullable<CampaignRuleOfQuery["campaign"]["draft"]["rule"]>;

/** A rule that was built in another way than this builder can show. */
export class TooDeep extends Error {}

/** The builder's group of the contract's rule. Throws TooDeep for one that it could not show whole. */
export function fromRule(rule: Read | null | undefined): Group {
  if (!rule) return newGroup("all");
  if (rule.all) return newGroup("all", rule.all.map(fromPart));
  if (rule.any) return newGroup("any", rule.any.map(fromPart));
  return newGroup("all", [fromPart(rule)]);
}

function fromPart(rule: ConditionsFragment): Condition | Group {
  if (rule.all) return newGroup("all", rule.all.map(fromCondition));
  if (rule.any) return newGroup("any", rule.any.map(fromCondition));
  if (rule.not?.any) return newGroup("none", rule.not.any.map(fromCondition));
  return fromCondition(rule);
}

interface ReadCondition extends CriterionFragment {
  all?: unknown;
  any?: unknown;
  not?: (CriterionFragment & { all?: unknown; any?: unknown; not?: unknown }) | null;
}

function fromCondition(rule: ReadCondition): Condition {
  if (rule.all || rule.any || rule.not?.all || rule.not?.any || rule.not?.not) throw new TooDeep();
  return condition(fromCriterion(rule.not ?? rule), Boolean(rule.not));
}

function fromCriterion(rule: CriterionFragment): Criterion {
  const { municipality, letter, dossier, listed, digital, phone, born } = rule;
  if (municipality) return { is: "municipality", nis: municipality };
  if (letter) {
    const { kind, run, election, opened } = letter;
    return { is: "letter", kind, run: run ?? "", election: election ?? "", opened: opened ?? "" };
  }
  if (dossier) return { is: "dossier", procedure: dossier.procedure, phase: dossier.phase ?? "" };
  if (listed) return { is: "listed", run: listed.run, opened: listed.opened ?? "" };
  if (typeof digital === "boolean") return { is: "digital", yes: digital };
  if (typeof phone === "boolean") return { is: "phone", yes: phone };
  if (born) return { is: "born", bands: born };
  throw new TooDeep();
}
