// When an approved campaign starts.
import { useState } from "preact/hooks";
import { momentText } from "../moments";
import type { CampaignFullFragment } from "../operations.generated";
import { Card, Note } from "../parts";
import { go } from "../router";
import { Schedule } from "../run/schedule";
import { approve } from "../texts/approve";

export function Start({ campaign, changed }: { campaign: CampaignFullFragment; changed: () => void }) {
  const texts = approve.value;
  const [asking, setAsking] = useState(false);
  const planned = campaign.state === "SCHEDULED";
  if (!planned && campaign.state !== "APPROVED") return null;
  return (
    <Card title={texts.schedule} id="schedule">
      {planned && campaign.startsAt ? (
        <Note tone="good">
          <p>{texts.scheduledFor(momentText(campaign.startsAt))}</p>
        </Note>
      ) : (
        <p class="soft">{texts.scheduleText}</p>
      )}
      <div class="button-line">
        <button type="button" class={planned ? "button" : "button main"} onClick={() => setAsking(true)}>
          {planned ? texts.reschedule : texts.scheduleButton}
        </button>
      </div>
      {asking && (
        <Schedule
          campaign={campaign}
          close={() => setAsking(false)}
          changed={(later) => (later ? changed() : go(`/campaigns/${campaign.id}`))}
        />
      )}
    </Card>
  );
}
