// When an approved campaign starts: now, or at a moment.
import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { now } from "../config";
import { Confirm } from "../confirm";
import { clockText, dayOf, momentOf } from "../moments";
import { type CampaignFullFragment, type RunningFragment, ScheduleCampaignDocument } from "../operations.generated";
import { say } from "../say";
import { run } from "../texts/run";
import { WEEKDAYS, weekdayWord } from "../words";

const DAY_MS = 86_400_000;
const SOON_MS = 2000; // "now" lies ahead by as much: a start in the past is refused

interface Asks {
  campaign: Pick<RunningFragment | CampaignFullFragment, "id" | "startsAt" | "draft">;
  close: () => void;
  /** It was scheduled: for later, or it starts now. */
  changed: (later: boolean) => void;
}

export function Schedule({ campaign, close, changed }: Asks) {
  const texts = run.value;
  const { window, expiresAt } = campaign.draft;
  const planned = campaign.startsAt;
  const [later, setLater] = useState(Boolean(planned));
  const [day, setDay] = useState(dayOf(planned ?? new Date(now().getTime() + DAY_MS)));
  const [time, setTime] = useState(planned ? clockText(planned) : window.from.slice(0, 5));
  const act = async () => {
    const at = later ? momentOf(day, time) : new Date(now().getTime() + SOON_MS);
    if (!at) throw new ApiError("INVALID", "", [{ path: "at", message: texts.scheduleWrong }]);
    await ask(ScheduleCampaignDocument, { input: { id: campaign.id, at: at.toISOString() } });
    say(texts.scheduledSaid);
    changed(later);
  };
  const days = WEEKDAYS.filter((each) => window.days.includes(each))
    .map(weekdayWord)
    .join(", ");
  const choice = (value: boolean, text: string) => (
    <label class="choice">
      <input type="radio" name="when" checked={later === value} onChange={() => setLater(value)} />
      <span>{text}</span>
    </label>
  );
  return (
    <Confirm title={texts.scheduleTitle} does={texts.scheduleDoes} act={act} close={close}>
      <fieldset>
        <legend class="hidden">{texts.scheduleTitle}</legend>
        {choice(false, texts.scheduleNow)}
        {choice(true, texts.scheduleLater)}
      </fieldset>
      {later && (
        <div class="grid-2">
          <div class="field">
            <label for="schedule-day">{texts.scheduleDay}</label>
            <input
              id="schedule-day"
              type="date"
              required
              value={day}
              min={dayOf(now())}
              max={expiresAt ? dayOf(expiresAt) : undefined}
              onInput={(event) => setDay(event.currentTarget.value)}
            />
          </div>
          <div class="field">
            <label for="schedule-time">{texts.scheduleTime}</label>
            <input
              id="schedule-time"
              type="time"
              required
              value={time}
              onInput={(event) => setTime(event.currentTarget.value)}
            />
          </div>
        </div>
      )}
      <p class="soft">{texts.scheduleWindow(days, window.from.slice(0, 5), window.until.slice(0, 5))}</p>
    </Confirm>
  );
}
