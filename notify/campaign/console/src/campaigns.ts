// The titles of the organisation's campaigns, for what speaks of another one by its id.
import { signal } from "@preact/signals";
import { ask } from "./api";
import { desk } from "./desk";
import { type CampaignRowFragment, CampaignsDocument } from "./operations.generated";
import type { Names } from "./sentence";
import { list } from "./texts/list";

const MOST = 100;

/** The last campaigns, as far as they were read. */
export const known = signal<CampaignRowFragment[]>([]);

export async function readKnown(): Promise<void> {
  try {
    known.value = (await ask(CampaignsDocument, { first: MOST })).campaigns.nodes;
  } catch {
    // Without them a campaign is called by its id.
  }
}

/** How a sentence calls what a rule names by a code. */
export const names: Names = {
  municipality: (nis) => desk.value?.municipalities.find((each) => each.nis === nis)?.name ?? nis,
  election: (id) => desk.value?.elections.find((each) => each.id === id)?.name ?? id,
  campaign: (id) => {
    const found = known.value.find((each) => each.id === id);
    return found ? found.draft.title || list.value.untitled : id;
  },
};
