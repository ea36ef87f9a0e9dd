import { shareText } from "../moments";
import type { RunningFragment } from "../operations.generated";
import { Note } from "../parts";
import { run } from "../texts/run";

interface Stopped extends Pick<RunningFragment, "state" | "why" | "stoppedFor"> {
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

/** In the words of the page; as the engine says it, in English, where they have none. */
function whyText({ why, stoppedFor, canary }: Stopped): string {
  const texts = run.value;
  switch (stoppedFor) {
    case "FAILED_PUSHES":
      return texts.whyFailed(shareText(canary?.failedLimit ?? 0, 1));
    case "OPTED_OUT":
      return texts.whyOptedOut(shareText(canary?.optedOutLimit ?? 0, 1));
    case "AUDIENCE_GREW":
      return texts.whyGrown;
    case "EXPIRED":
      return texts.whyExpired;
    default:
      return why ?? "";
  }
}
