// The buttons of a campaign. Each says first what happens.
import { useState } from "preact/hooks";
import { ask } from "../api";
import { Confirm } from "../confirm";
import { desk } from "../desk";
import { aboutText, peopleText } from "../moments";
import {
  CancelCampaignDocument,
  PauseCampaignDocument,
  ResumeCampaignDocument,
  type RunningFragment,
} from "../operations.generated";
import { link } from "../router";
import { say } from "../say";
import { run } from "../texts/run";
import { hasEnded } from "./follow";
import { Schedule } from "./schedule";

type Doing = "schedule" | "pause" | "resume" | "end";

export function Actions({ campaign, changed }: { campaign: RunningFragment; changed: () => void }) {
  const texts = run.value;
  const [doing, setDoing] = useState<Doing | null>(null);
  const { state, id } = campaign;
  const telling = state === "CANARY" || state === "RUNNING";
  const close = () => setDoing(null);
  const shared = { campaign, close, changed };
  const button = (what: Doing, text: string, kind = "") => (
    <button type="button" class={`button ${kind}`} onClick={() => setDoing(what)}>
      {text}
    </button>
  );
  return (
    <>
      {state === "DRAFT" && desk.value?.writes && (
        <a class="button main" href={link(`/campaigns/${id}/edit`)}>
          {texts.edit}
        </a>
      )}
      {state === "SUBMITTED" && (
        <a class="button main" href={link(`/campaigns/${id}/approve`)}>
          {texts.look}
        </a>
      )}
      {state === "APPROVED" && button("schedule", texts.schedule, "main")}
      {state === "SCHEDULED" && button("schedule", texts.reschedule)}
      {telling && button("pause", texts.pause, "main")}
      {state === "PAUSED" && button("resume", campaign.waitsForConfirmation ? texts.confirm : texts.resume, "main")}
      {campaign.canary && (
        <a class={hasEnded(state) ? "button main" : "button"} href={link(`/campaigns/${id}/report`)}>
          {texts.report}
        </a>
      )}
      {!hasEnded(state) && button("end", texts.end, "danger")}
      {doing === "schedule" && <Schedule {...shared} />}
      {doing === "pause" && <Pause {...shared} />}
      {doing === "resume" && <Resume {...shared} />}
      {doing === "end" && <End {...shared} />}
    </>
  );
}

interface Asks {
  campaign: RunningFragment;
  close: () => void;
  changed: () => void;
}

/** How many have the message, as a sentence; nothing before anybody does. */
const Kept = ({ campaign }: { campaign: RunningFragment }) =>
  campaign.effect ? <p>{run.value.pauseKept(peopleText(campaign.effect.told))}</p> : null;

function Pause({ campaign, close, changed }: Asks) {
  const texts = run.value;
  const act = async () => {
    await ask(PauseCampaignDocument, { input: { id: campaign.id } });
    say(texts.pausedSaid);
    changed();
  };
  return (
    <Confirm title={texts.pauseTitle} does={texts.pause} act={act} close={close}>
      <p>{texts.pauseText}</p>
      <Kept campaign={campaign} />
    </Confirm>
  );
}

function Resume({ campaign, close, changed }: Asks) {
  const texts = run.value;
  const { effect, canary, waitsForConfirmation } = campaign;
  const left = Math.max(5, (effect?.planned ?? campaign.approval?.audience ?? 0) - (effect?.told ?? 0));
  const act = async () => {
    await ask(ResumeCampaignDocument, { input: { id: campaign.id } });
    say(texts.resumedSaid);
    changed();
  };
  const title = waitsForConfirmation ? texts.confirmAsk : texts.resumeTitle;
  return (
    <Confirm title={title} does={waitsForConfirmation ? texts.confirm : texts.resume} act={act} close={close}>
      <p>
        {waitsForConfirmation
          ? texts.confirmSend(aboutText(canary?.audience ?? left))
          : texts.resumeText(aboutText(left))}
      </p>
      {!waitsForConfirmation && <p>{texts.resumeOnce}</p>}
      {!waitsForConfirmation && canary && canary.share > 0 && !canary.passedAt && <p>{texts.resumeCanary}</p>}
    </Confirm>
  );
}

function End({ campaign, close, changed }: Asks) {
  const texts = run.value;
  const act = async () => {
    await ask(CancelCampaignDocument, { input: { id: campaign.id } });
    say(texts.endedSaid);
    changed();
  };
  const nobody = !campaign.canary || campaign.waitsForConfirmation;
  return (
    <Confirm title={texts.endTitle} does={texts.end} danger act={act} close={close}>
      <p>{texts.endText}</p>
      {nobody ? <p>{texts.endNobody}</p> : <Kept campaign={campaign} />}
    </Confirm>
  );
}
