// What stands in the editor's fields, and how it becomes the contract's draft.
import { now } from "../config";
import { dayOf, momentOf, momentText } from "../moments";
import type { CampaignDraftInput, CampaignFullFragment, Weekday } from "../operations.generated";
import { type Group, toRule } from "../rule";
import type { Template } from "./templates";

export interface Fields {
  title: string;
  text: string;
  link: string;
  pushText: string;
  rule: Group;
  minus: string[];
  /** The uploaded list; empty for none. */
  references: string;
  days: Weekday[];
  from: string;
  until: string;
  perMinute: string;
  expiresDay: string;
  expiresTime: string;
}

const LASTS_DAYS = 30;
const WORKDAYS: Weekday[] = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"];

export function fieldsOfTemplate(template: Template): Fields {
  const end = new Date(now().getTime() + LASTS_DAYS * 86_400_000);
  return {
    title: template.title,
    text: template.text,
    link: "",
    pushText: template.pushText,
    rule: template.rule(),
    minus: [],
    references: "",
    days: WORKDAYS,
    from: "10:00",
    until: "19:00",
    perMinute: "1000",
    expiresDay: dayOf(end),
    expiresTime: "20:00",
  };
}

const clockOf = (moment: string) =>
  new Intl.DateTimeFormat("nl-BE", {
    timeZone: "Europe/Brussels",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(moment));

export function fieldsOf(draft: CampaignFullFragment["draft"], rule: Group): Fields {
  return {
    title: draft.title,
    text: draft.text,
    link: draft.link ?? "",
    pushText: draft.pushText,
    rule,
    minus: draft.minus,
    references: draft.references ?? "",
    days: draft.window.days,
    from: draft.window.from,
    until: draft.window.until,
    perMinute: String(draft.perMinute),
    expiresDay: draft.expiresAt ? dayOf(draft.expiresAt) : "",
    expiresTime: draft.expiresAt ? clockOf(draft.expiresAt) : "20:00",
  };
}

export function inputOf(fields: Fields): CampaignDraftInput {
  const expiresAt = momentOf(fields.expiresDay, fields.expiresTime);
  const pace = Number.parseInt(fields.perMinute, 10);
  return {
    title: fields.title,
    text: fields.text,
    link: fields.link.trim() || null,
    pushText: fields.pushText,
    rule: toRule(fields.rule),
    minus: fields.minus,
    references: fields.references || null,
    window: { days: fields.days, from: fields.from || "00:00", until: fields.until || "00:00" },
    perMinute: Number.isNaN(pace) ? 0 : Math.max(0, Math.min(pace, 1_000_000)),
    expiresAt: expiresAt ? expiresAt.toISOString() : null,
  };
}

export const expiryText = (campaign: Pick<CampaignFullFragment, "draft">) =>
  campaign.draft.expiresAt ? momentText(campaign.draft.expiresAt) : "—";
