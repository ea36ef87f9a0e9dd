// "Wanneer": on which days and hours phones may ring, how fast, and until when.
import type { Weekday } from "../operations.generated";
import { content } from "../texts/editor";
import { WEEKDAYS, weekdayWord } from "../words";
import { Field, Problems, problemsAt } from "./fields";
import type { Draft } from "./useDraft";

export function When({ draft }: { draft: Draft }) {
  const texts = content.value;
  const { fields, change, campaign } = draft;
  const wrongWindow = problemsAt(campaign.problems, "window");
  const wrongEnd = problemsAt(campaign.problems, "expiresAt");
  const toggle = (day: Weekday, on: boolean) =>
    change({ days: WEEKDAYS.filter((each) => (each === day ? on : fields.days.includes(each))) });
  return (
    <div class="fields">
      <fieldset id="field-window" aria-describedby="field-window-wrong">
        <legend class="legend">{texts.days}</legend>
        <div class="days">
          {WEEKDAYS.map((day) => (
            <label key={day} class="choice">
              <input
                type="checkbox"
                checked={fields.days.includes(day)}
                onChange={(event) => toggle(day, event.currentTarget.checked)}
              />
              <span>{weekdayWord(day)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset aria-describedby="field-window-wrong">
        <legend class="legend">{texts.hours}</legend>
        <div class="grid-3 pair">
          <Time id="field-from" label={texts.from} value={fields.from} onChange={(from) => change({ from })} />
          <Time id="field-until" label={texts.until} value={fields.until} onChange={(until) => change({ until })} />
        </div>
        <p class="hint soft">{texts.windowHint}</p>
      </fieldset>
      <Problems id="field-window-wrong" problems={wrongWindow} />
      <Pace draft={draft} />
      <fieldset>
        <legend class="legend">{texts.ends}</legend>
        <div class="grid-3 pair">
          <Field label={texts.endsDay} id="field-expiresAt">
            <input
              id="field-expiresAt"
              type="date"
              value={fields.expiresDay}
              aria-invalid={wrongEnd.length > 0}
              aria-describedby="field-expiresAt-wrong"
              onInput={(event) => change({ expiresDay: event.currentTarget.value })}
            />
          </Field>
          <Time
            id="field-expires-time"
            label={texts.endsTime}
            value={fields.expiresTime}
            onChange={(expiresTime) => change({ expiresTime })}
          />
        </div>
        <p class="hint soft">{texts.endsHint}</p>
        <Problems id="field-expiresAt-wrong" problems={wrongEnd} />
      </fieldset>
      <p class="soft">{texts.start}</p>
    </div>
  );
}

function Time(props: { id: string; label: string; value: string; onChange: (value: string) => void }) {
  return (
    <Field label={props.label} id={props.id}>
      <input
        id={props.id}
        type="time"
        value={props.value}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
    </Field>
  );
}

function Pace({ draft }: { draft: Draft }) {
  const texts = content.value;
  const { fields, change, campaign } = draft;
  const wrong = problemsAt(campaign.problems, "perMinute");
  const paces: [string, string][] = [
    ["100", texts.calm],
    ["1000", texts.normal],
    ["5000", texts.fast],
  ];
  return (
    <div class="field">
      <label for="field-perMinute">{texts.pace}</label>
      <div class="pace">
        <input
          id="field-perMinute"
          type="number"
          min={1}
          inputMode="numeric"
          value={fields.perMinute}
          aria-invalid={wrong.length > 0}
          aria-describedby="field-perMinute-hint field-perMinute-wrong"
          onInput={(event) => change({ perMinute: event.currentTarget.value })}
        />
        <div class="chips">
          {paces.map(([pace, name]) => (
            <button
              key={pace}
              type="button"
              class="chip"
              aria-pressed={fields.perMinute === pace}
              onClick={() => change({ perMinute: pace })}
            >
              {pace} · {name}
            </button>
          ))}
        </div>
      </div>
      <p class="hint" id="field-perMinute-hint">
        {texts.paceHint}
      </p>
      <Problems id="field-perMinute-wrong" problems={wrong} />
    </div>
  );
}
