// Which campaigns tell on which days: a month at a time, and the same as a list.
import { useEffect, useState } from "preact/hooks";
import { now } from "../config";
import { clockText, dayOf, weekdayText } from "../moments";
import { lastDayOf, monthAfter, monthText, thisMonth, weeksOf } from "../months";
import { CampaignCalendarDocument, type CampaignCalendarQuery } from "../operations.generated";
import { Card, Failure, Loading, Note, Page, StateBadge } from "../parts";
import { link } from "../router";
import { announce } from "../say";
import { calendar } from "../texts/calendar";
import { useAsk } from "../useAsk";
import { WEEKDAYS, weekdayWord } from "../words";

type Spans = CampaignCalendarQuery["campaignCalendar"]["spans"];
type Span = Spans[number];

export function Calendar() {
  const texts = calendar.value;
  const [month, setMonth] = useState(thisMonth());
  const { data, error, loading, reload } = useAsk(CampaignCalendarDocument, {
    from: `${month}-01`,
    until: lastDayOf(month),
  });
  const shown = data?.campaignCalendar;
  useEffect(() => {
    if (shown && !loading) announce(`${monthText(month)}: ${shown.spans.length}`);
  }, [month, loading]);
  return (
    <Page title={texts.title} lead={<p>{texts.lead}</p>}>
      <div class="stack">
        <Card class="month">
          <div class="month-head">
            <h2>{monthText(month)}</h2>
            <div class="month-buttons">
              <button type="button" class="button small" onClick={() => setMonth(monthAfter(month, -1))}>
                <span aria-hidden="true">‹</span> {texts.before}
              </button>
              <button type="button" class="button small" onClick={() => setMonth(thisMonth())}>
                {texts.today}
              </button>
              <button type="button" class="button small" onClick={() => setMonth(monthAfter(month, 1))}>
                {texts.after} <span aria-hidden="true">›</span>
              </button>
            </div>
          </div>
          {error && <Failure error={error} retry={reload} />}
          {!shown && !error && <Loading />}
          {shown && <Month month={month} spans={loading ? [] : shown.spans} />}
        </Card>
        {shown && !loading && (
          <Card title={texts.listTitle(monthText(month))} id="list">
            {shown.spans.length === 0 ? <p>{texts.none}</p> : <List spans={shown.spans} />}
          </Card>
        )}
        {shown && (
          <Note>
            <h2>{texts.cap}</h2>
            <p>{texts.capText(shown.capPerDay, shown.capPerWeek)}</p>
            <p>{texts.capAll}</p>
          </Note>
        )}
      </div>
    </Page>
  );
}

const titleOf = (campaign: { draft: { title: string } }) => campaign.draft.title || calendar.value.untitled;

function Month({ month, spans }: { month: string; spans: Spans }) {
  const today = dayOf(now());
  return (
    <table class="month-days">
      <caption class="hidden">{calendar.value.caption(monthText(month))}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col">
              <abbr title={weekdayWord(day)}>{weekdayWord(day).slice(0, 2)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((day, at) => (
              <td key={at} class={day === today ? "today" : day ? undefined : "outside"}>
                {day && <Day day={day} spans={spans.filter((span) => span.days.includes(day))} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, spans }: { day: string; spans: Spans }) {
  const texts = calendar.value;
  return (
    <>
      <p class="day-head">
        <time dateTime={day} aria-current={day === dayOf(now()) ? "date" : undefined}>
          {Number(day.slice(8))}
        </time>
        {spans.length > 1 && <span class="overlap">{texts.overlap}</span>}
      </p>
      {spans.length > 0 && (
        <ul>
          {spans.map((span) => (
            <li key={span.campaign.id}>
              <a class={`span ${span.campaign.state.toLowerCase()}`} href={link(`/campaigns/${span.campaign.id}`)}>
                {titleOf(span.campaign)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function List({ spans }: { spans: Spans }) {
  const texts = calendar.value;
  return (
    <ul class="spans">
      {spans.map((span) => (
        <li key={span.campaign.id}>
          <p class="span-title">
            <a href={link(`/campaigns/${span.campaign.id}`)}>{titleOf(span.campaign)}</a>{" "}
            <StateBadge state={span.campaign.state} />
          </p>
          <p>{periodText(span)}</p>
          {span.overlaps.length > 0 && (
            <div class="span-overlaps">
              <p>
                <strong>{texts.overlaps}</strong> {span.overlaps.map(titleOf).join(", ")}. {texts.overlapHelp}
              </p>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function periodText({ from, until, days }: Span): string {
  const texts = calendar.value;
  const [begins, ends] = [clockText(from), clockText(until)];
  if (dayOf(from) === dayOf(until)) {
    const day = weekdayText(from);
    return begins === ends ? texts.oneMoment(day, begins) : texts.oneDay(day, begins, ends);
  }
  const moment = (at: string) => `${weekdayText(at)} ${clockText(at)}`;
  return `${texts.period(moment(from), moment(until))}, ${texts.days(days.length)}`;
}
