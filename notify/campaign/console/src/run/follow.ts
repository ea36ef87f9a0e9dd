// A campaign as it goes: pushed by the service, and asked for where that fails.
import { useEffect, useState } from "preact/hooks";
import { type ApiError, asApiError, ask, follow } from "../api";
import {
  CampaignProgressDocument,
  CampaignRunDocument,
  type CampaignState,
  type RunningFragment,
} from "../operations.generated";

const ASK_MS = 3000; // how often it is asked for where nothing is pushed
const SILENT_MS = 15_000; // after which that is taken to be so

export interface Followed {
  campaign: RunningFragment | null;
  error: ApiError | null;
  /** Asks at once, such as after a button. */
  reload: () => void;
}

export const hasEnded = (state: CampaignState) => ["DONE", "CANCELLED", "FAILED"].includes(state);

export function useCampaign(id: string): Followed {
  const [campaign, setCampaign] = useState<RunningFragment | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let left = false;
    let heard = Date.now() - ASK_MS; // when the service last said something
    let pushed = false;
    let ended = false;
    const take = (next: RunningFragment) => {
      if (left) return;
      heard = Date.now();
      ended = hasEnded(next.state);
      setError(null);
      setCampaign(next);
    };
    const read = async () => {
      try {
        take((await ask(CampaignRunDocument, { id })).campaign);
      } catch (cause) {
        if (!left) setError(asApiError(cause));
      }
    };
    void read();
    const stop = follow(
      CampaignProgressDocument,
      { id },
      {
        next: (data) => {
          pushed = true;
          take(data.campaignProgress);
        },
        error: () => {
          pushed = false; // it is asked for instead, below
        },
        ended: () => void (left || ended || read()),
      },
    );
    const timer = setInterval(() => {
      const silent = Date.now() - heard >= (pushed ? SILENT_MS : ASK_MS);
      if (silent && !ended && !document.hidden) void read();
    }, ASK_MS);
    return () => {
      left = true;
      clearInterval(timer);
      stop();
    };
  }, [id, round]);
  return { campaign, error, reload: () => setRound((count) => count + 1) };
}
