// The draft while it is written: kept by the service a moment after each change, one save at a time, each bound to the
// content that it changes, so that two people never overwrite each other unseen.
import { useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, asApiError, ask } from "../api";
import {
  CampaignDocument,
  type CampaignFullFragment,
  CampaignRuleOfDocument,
  UpdateCampaignDocument,
} from "../operations.generated";
import { fromRule, TooDeep } from "../rule";
import { type Fields, inputOf } from "./draft";

const PAUSE_MS = 1200;

/** saved; changed or under way; refused since somebody else changed it; not saved for another reason. */
export type Saving = "saved" | "saving" | "conflict" | "failed";

export interface Draft {
  campaign: CampaignFullFragment;
  fields: Fields;
  saving: Saving;
  error: ApiError | null;
  change: (changes: Partial<Fields>) => void;
  /** Saves what is not saved yet. The answer: the campaign as saved; null when that failed. */
  flush: () => Promise<CampaignFullFragment | null>;
  adopt: (campaign: CampaignFullFragment) => void;
}

/** A campaign with its rule; the rule is read apart since one question may not ask for so much. */
export async function readCampaign(id: string) {
  for (;;) {
    const [{ campaign }, { campaign: other }] = await Promise.all([
      ask(CampaignDocument, { id }),
      ask(CampaignRuleOfDocument, { id }),
    ]);
    if (campaign.hash !== other.hash) continue; // somebody saved in between
    try {
      return { campaign, rule: fromRule(other.draft.rule) };
    } catch (cause) {
      if (cause instanceof TooDeep) return { campaign, rule: null };
      throw cause;
    }
  }
}

export function useDraft(loaded: CampaignFullFragment, start: Fields): Draft {
  const [campaign, setCampaign] = useState(loaded);
  const [fields, setFields] = useState(start);
  const [saving, setSaving] = useState<Saving>("saved");
  const [error, setError] = useState<ApiError | null>(null);
  // What the timer and a save under way look at, whatever was drawn last.
  const latest = useRef({
    fields,
    hash: loaded.hash,
    sent: JSON.stringify(inputOf(start)),
    blocked: false,
    campaign: loaded,
  });
  const timer = useRef(0);
  const running = useRef<Promise<CampaignFullFragment | null>>(Promise.resolve(null));

  const adopt = (next: CampaignFullFragment) => {
    latest.current.hash = next.hash;
    latest.current.campaign = next;
    setCampaign(next);
  };

  const save = async (): Promise<CampaignFullFragment | null> => {
    let last: CampaignFullFragment | null = null;
    for (;;) {
      const draft = inputOf(latest.current.fields);
      const text = JSON.stringify(draft);
      if (text === latest.current.sent || latest.current.blocked) {
        if (!latest.current.blocked) setSaving("saved");
        return last;
      }
      setSaving("saving");
      try {
        const input = { id: loaded.id, draft, hash: latest.current.hash };
        last = (await ask(UpdateCampaignDocument, { input })).updateCampaign.campaign;
        latest.current.sent = text;
        setError(null);
        adopt(last);
      } catch (cause) {
        const problem = asApiError(cause);
        latest.current.blocked = problem.code === "CONFLICT";
        setError(problem);
        setSaving(latest.current.blocked ? "conflict" : "failed");
        return null;
      }
    }
  };

  const flush = async () => {
    clearTimeout(timer.current);
    running.current = running.current.then(save); // one after the other, also where two wait for the same save
    const saved = await running.current;
    if (saved) return saved;
    return latest.current.sent === JSON.stringify(inputOf(latest.current.fields)) ? latest.current.campaign : null;
  };

  const change = (changes: Partial<Fields>) => {
    const next = { ...latest.current.fields, ...changes };
    latest.current.fields = next;
    setFields(next);
    if (latest.current.blocked) return;
    setSaving("saving");
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void flush(), PAUSE_MS);
  };

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (latest.current.sent !== JSON.stringify(inputOf(latest.current.fields))) event.preventDefault();
    };
    addEventListener("beforeunload", leave);
    return () => {
      removeEventListener("beforeunload", leave);
      void flush();
    };
  }, []);

  return { campaign, fields, saving, error, change, flush, adopt };
}
