// When an approved campaign starts.
import { useState } from "preact/hooks";
import { type ApiError, asApiError, ask } from "../api";
import { now } from "../config";
import { adviceText, Field } from "../editor/fields";
import { clockText, dayOf, momentOf, momentText } from "../moments";
import { type CampaignFullFragment, ScheduleCampaignDocument } from "../operations.generated";
import { Card, Failure, Note } from "../parts";
import { say } from "../say";
import { approve } from "../texts/approve";

const SOON_MS = 5 * 60_000;

export function Schedule(props: { campaign: CampaignFullFragment; changed: (campaign: CampaignFullFragment) => void }) {
  const texts = approve.value;
  const { campaign } = props;
  const soon = campaign.startsAt ? new Date(campaign.startsAt) : new Date(now().getTime() + SOON_MS);
  const [day, setDay] = useState(dayOf(soon));
  const [time, setTime] = useState(clockText(soon));
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const [error, setError] = useState<ApiError | null>(null);
  if (campaign.state !== "APPROVED" && campaign.state !== "SCHEDULED") return null;
  const schedule = async (event: Event) => {
    event.preventDefault();
    const at = momentOf(day, time);
    setError(null);
    setWrong(at ? "" : texts.wrongMoment);
    if (!at) return;
    setBusy(true);
    try {
      const input = { id: campaign.id, at: at.toISOString() };
      const { scheduleCampaign } = await ask(ScheduleCampaignDocument, { input });
      props.changed(scheduleCampaign.campaign);
      say(texts.scheduled(momentText(at)));
    } catch (cause) {
      const problem = asApiError(cause);
      setError(problem.fields.length > 0 ? null : problem);
      setWrong(problem.fields.map(adviceText).join(" "));
    }
    setBusy(false);
  };
  return (
    <Card title={texts.schedule} id="schedule">
      {campaign.state === "SCHEDULED" && campaign.startsAt && (
        <Note tone="good">
          <p>{texts.scheduledFor(momentText(campaign.startsAt))}</p>
        </Note>
      )}
      <form class="fields" onSubmit={(event) => void schedule(event)} noValidate>
        <p class="soft after">{texts.scheduleText}</p>
        <div class="grid-2 pair">
          <Field label={texts.scheduleDay} id="schedule-day">
            <input id="schedule-day" type="date" value={day} onInput={(event) => setDay(event.currentTarget.value)} />
          </Field>
          <Field label={texts.scheduleTime} id="schedule-time">
            <input
              id="schedule-time"
              type="time"
              value={time}
              onInput={(event) => setTime(event.currentTarget.value)}
            />
          </Field>
        </div>
        {wrong && (
          <p class="wrong" role="alert">
            {wrong}
          </p>
        )}
        {error && <Failure error={error} />}
        <p>
          <button type="submit" class={campaign.state === "APPROVED" ? "button main" : "button"} disabled={busy}>
            {campaign.state === "APPROVED" ? texts.scheduleButton : texts.reschedule}
          </button>
        </p>
      </form>
    </Card>
  );
}
