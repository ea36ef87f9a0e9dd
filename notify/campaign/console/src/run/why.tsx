import { shareText } from "../moments";
import type { RunningFragment } from "../operations.generated";
import { Note } from "../parts";
import { run } from "../texts/run";

interface Stopped extends Pick<RunningFragment, "state" | "why"> {
  canary: Limits | null;
}

type Limits = Pick<NonNullable<RunningFragment["canary"]>, "failedLimit" | "optedOutLimit">;

/** Why the campaign stopped by itself, and what to do. */
export function Why({ campaign }: { campaign: Stopped }) {
  const texts = run.value;
  if (campaign.state !== "FAILED") return null;
  return (
    <Note tone="bad">
      <h2>{texts.whyTitle}</h2>
      <p>{whyText(campaign)}</p>
      <p>{texts.whyNext}</p>
      <p>{texts.whyAgain}</p>
    </Note>
  );
}

/** The engine says why in English; the sentences that it has are these. */
function whyText({ why, canary }: Stopped): string {
  const texts = run.value;
  const said = why ?? "";
  if (said.includes("pushes failed")) return texts.whyFailed(shareText(canary?.failedLimit ?? 0, 1));
  if (said.includes("want no more")) return texts.whyOptedOut(shareText(canary?.optedOutLimit ?? 0, 1));
  if (said.includes("audience grew")) return texts.whyGrown;
  if (said.includes("expired")) return texts.whyExpired;
  return said;
}
