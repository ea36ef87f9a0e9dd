// Who sits at the desk, and what a rule and a text may hold: asked for once after signing in.
import { signal } from "@preact/signals";
import { type ApiError, asApiError, ask } from "./api";
import { CampaignDeskDocument, type CampaignDeskQuery } from "./operations.generated";

export type Desk = CampaignDeskQuery["campaignDesk"];

export const desk = signal<Desk | null>(null);
export const deskError = signal<ApiError | null>(null);
/** How many counts and dry runs are left today; each of them says so anew. */
export const countsLeft = signal(0);

export async function readDesk(): Promise<void> {
  deskError.value = null;
  try {
    const { campaignDesk } = await ask(CampaignDeskDocument, {});
    countsLeft.value = campaignDesk.countsLeft;
    desk.value = campaignDesk;
  } catch (cause) {
    deskError.value = asApiError(cause);
  }
}

export function leaveDesk(): void {
  desk.value = null;
  deskError.value = null;
}
