// A campaign as it goes: how far it is, what the trial group says, and the buttons that hold it.
import { useEffect, useRef } from "preact/hooks";
import { dayText, momentText } from "../moments";
import type { RunningFragment } from "../operations.generated";
import { Back, Card, Failure, Loading, Page, StateBadge } from "../parts";
import { Actions } from "../run/actions";
import { Canary, Confirmation } from "../run/canary";
import { Curve } from "../run/curve";
import { Figures, Progress } from "../run/figures";
import { hasEnded, useCampaign } from "../run/follow";
import { Log } from "../run/log";
import { Why } from "../run/why";
import { announce } from "../say";
import { app } from "../texts/app";
import { run } from "../texts/run";
import { stateWord } from "../words";

export function Run({ id }: { id: string }) {
  const { campaign, error, reload } = useCampaign(id);
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (!campaign) return;
    if (before.current && before.current !== campaign.state) announce(stateWord(campaign.state));
    before.current = campaign.state;
  }, [campaign?.state]);
  const back = <Back />;
  if (!campaign) {
    return (
      <Page key="waiting" title={app.value.campaigns} above={back}>
        {error ? <Failure error={error} retry={reload} /> : <Loading />}
      </Page>
    );
  }
  return (
    <Page
      key="campaign"
      title={campaign.draft.title || run.value.untitled}
      above={back}
      lead={
        <p class="state-line">
          <StateBadge state={campaign.state} /> <span>{stateText(campaign)}</span>
        </p>
      }
      actions={<Actions campaign={campaign} changed={reload} />}
    >
      <div class="stack">
        {error && <Failure error={error} retry={reload} />}
        <Why campaign={campaign} />
        {campaign.waitsForConfirmation && <Confirmation campaign={campaign} />}
        {campaign.approval && <Progress campaign={campaign} />}
        {campaign.canary && campaign.canary.share > 0 && <Canary campaign={campaign} canary={campaign.canary} />}
        {campaign.effect && <Figures effect={campaign.effect} ended={hasEnded(campaign.state)} />}
        {campaign.plan.length > 0 && (
          <Card title={run.value.curve} id="curve">
            <Curve told={campaign.effect?.curve ?? []} plan={campaign.plan} />
          </Card>
        )}
        <Log log={campaign.log} />
      </div>
    </Page>
  );
}

function stateText(campaign: RunningFragment): string {
  const texts = run.value;
  const at = campaign.endedAt ?? campaign.startsAt;
  switch (campaign.state) {
    case "SCHEDULED":
      return texts.SCHEDULED(at ? momentText(at) : "");
    case "DONE":
    case "CANCELLED":
    case "FAILED":
      return texts[campaign.state](at ? dayText(at) : "");
    case "PAUSED":
      return campaign.waitsForConfirmation ? texts.startedWaits : texts.PAUSED;
    default:
      return texts[campaign.state] ?? "";
  }
}
