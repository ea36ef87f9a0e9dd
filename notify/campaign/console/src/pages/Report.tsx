// What a campaign came to: on the screen, as a sheet, and on one printed page.
import { desk } from "../desk";
import { download } from "../download";
import { dayOf, momentText, numberText, peopleSum, peopleText, shareText } from "../moments";
import { CampaignReportDocument, type CampaignReportQuery, CampaignRuleOfDocument } from "../operations.generated";
import { Back, Card, CountTable, Failure, Loading, Note, Page, personText, StateBadge } from "../parts";
import { actOf, fromRule, TooDeep } from "../rule";
import { Curve } from "../run/curve";
import { hasEnded } from "../run/follow";
import { Why } from "../run/why";
import { failureWord, report } from "../texts/report";
import { useAsk } from "../useAsk";
import { reasonWord, stateWord } from "../words";

type Effect = CampaignReportQuery["campaignReport"];

export function Report({ id }: { id: string }) {
  const texts = report.value;
  const { data, error, reload } = useAsk(CampaignReportDocument, { id });
  const acted = useActed(id);
  const back = <Back to={`/campaigns/${id}`} text={texts.back} />;
  if (!data) {
    return (
      <Page key="waiting" title={texts.title("…")} above={back}>
        {!error && <Loading />}
        {error?.code === "CONFLICT" && (
          <Note>
            <p>{texts.notStarted}</p>
          </Note>
        )}
        {error && error.code !== "CONFLICT" && <Failure error={error} retry={reload} />}
      </Page>
    );
  }
  const effect = data.campaignReport;
  const { campaign } = effect;
  const name = `${texts.file}-${dayOf(campaign.startsAt ?? effect.countedAt)}-${id.slice(0, 6)}.csv`;
  return (
    <Page
      key="report"
      title={texts.title(campaign.draft.title)}
      above={back}
      lead={
        <p class="state-line">
          <StateBadge state={campaign.state} /> <span>{texts.lead(momentText(effect.countedAt))}</span>
        </p>
      }
      actions={
        <>
          <button type="button" class="button main" onClick={() => download(name, effect.csv)}>
            {texts.csv}
          </button>
          <button type="button" class="button" onClick={() => print()}>
            {texts.print}
          </button>
        </>
      }
    >
      <div class="stack report">
        {!hasEnded(campaign.state) && (
          <Note>
            <p>{texts.running}</p>
          </Note>
        )}
        <Why campaign={campaign} />
        <Facts effect={effect} />
        <Big effect={effect} acted={acted ?? texts.bigActed} />
        <Funnel effect={effect} acted={acted ?? texts.actedHelp} />
        <Silent effect={effect} />
        <Failures effect={effect} />
        <OptOuts effect={effect} />
        <Card title={texts.curve} id="curve" class="hours">
          <Curve told={effect.curve} plan={campaign.plan} />
        </Card>
        <p class="soft rounding">{texts.rounding}</p>
      </div>
    </Page>
  );
}

/** What this campaign asked for, as what citizens did; null where its rule does not say. */
function useActed(id: string): string | null {
  const { data } = useAsk(CampaignRuleOfDocument, { id });
  if (!data) return null;
  try {
    const act = actOf(fromRule(data.campaign.draft.rule));
    return act && report.value.acts[act];
  } catch (cause) {
    if (cause instanceof TooDeep) return null;
    throw cause;
  }
}

/** What a printed page has to say besides the numbers. */
function Facts({ effect: { campaign } }: { effect: Effect }) {
  const texts = report.value;
  return (
    <dl class="facts print-only">
      <dt>{desk.value?.organisation.name}</dt>
      <dd>{stateWord(campaign.state)}</dd>
      <dt>{texts.start}</dt>
      <dd>{campaign.startsAt && momentText(campaign.startsAt)}</dd>
      {campaign.endedAt && <dt>{texts.end}</dt>}
      {campaign.endedAt && <dd>{momentText(campaign.endedAt)}</dd>}
      <dt>{texts.approvedBy}</dt>
      <dd>{personText(campaign.approval?.by)}</dd>
      <dt>{texts.message}</dt>
      <dd>{campaign.draft.text}</dd>
    </dl>
  );
}

function Big({ effect, acted }: { effect: Effect; acted: string }) {
  const texts = report.value;
  const rows: [string, number, string][] = [
    [texts.bigTold, effect.told, texts.ofPlanned(part(effect.told, effect.planned))],
    [texts.bigRang, effect.accepted, texts.ofTold(part(effect.accepted, effect.told))],
    [texts.bigOpened, effect.opened, texts.ofTold(part(effect.opened, effect.told))],
    [acted, effect.acted, texts.ofTold(part(effect.acted, effect.told))],
  ];
  return (
    <Card title={texts.big} id="big" class="big">
      <dl class="figures">
        {rows.map(([name, count, share]) => (
          <div class="figure" key={name}>
            <dt>
              {name}
              <br />
              <small>{count > 5 && share}</small>
            </dt>
            <dd class={count <= 5 ? "few" : undefined}>{peopleText(count)}</dd>
          </div>
        ))}
      </dl>
      <p class="soft under print-hide">{texts.early}</p>
    </Card>
  );
}

/** A part never reads as more than all of it: both numbers are rounded. */
const part = (count: number, whole: number) => shareText(Math.min(count, whole), whole);

function Funnel({ effect, acted }: { effect: Effect; acted: string }) {
  const texts = report.value;
  const rows: [string, string, number][] = [
    [texts.planned, texts.plannedHelp, effect.planned],
    [texts.told, texts.toldHelp, effect.told],
    [texts.sent, texts.sentHelp, effect.sent],
    [texts.accepted, texts.acceptedHelp, effect.accepted],
    [texts.received, texts.receivedHelp, effect.received],
    [texts.tapped, texts.tappedHelp, effect.tapped],
    [texts.opened, texts.openedHelp, effect.opened],
    [texts.acted, acted, effect.acted],
  ];
  return (
    <Card title={texts.funnel} id="funnel">
      <div class="scroll">
        <table class="funnel">
          <caption class="hidden">{texts.funnelSays}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.step}</th>
              <th scope="col" class="number">
                {texts.people}
              </th>
              <th scope="col">{texts.part}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, help, count]) => (
              <tr key={name}>
                <th scope="row">
                  <strong>{name}</strong>
                  <span class="soft">{help}</span>
                </th>
                <td class="number">{peopleText(count)}</td>
                <td class="bar-cell">
                  <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="bar-all" width="100" height="10" />
                    <rect class="bar-part" width={width(count, effect.planned)} height="10" />
                  </svg>
                  <span class="number">{count > 5 ? part(count, effect.planned) : ""}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

const width = (count: number, whole: number) => (count <= 5 || whole <= 0 ? 0 : Math.min(100, (100 * count) / whole));

function Silent({ effect }: { effect: Effect }) {
  const texts = report.value;
  const rows = effect.silent.map(({ reason, count }): [string, number] => [reasonWord(reason), count]);
  return (
    <Card title={texts.silent} id="silent">
      <p class="soft print-hide">{rows.length > 0 ? texts.silentLead : texts.noSilent}</p>
      {effect.waiting > 5 && <p>{texts.waiting(numberText(effect.waiting))}</p>}
      <Reasons caption={texts.silent} rows={rows} />
    </Card>
  );
}

function Failures({ effect }: { effect: Effect }) {
  const texts = report.value;
  const rows = merged(effect.failures.map(({ code, count }): [string, number] => [failureWord(code), count]));
  return (
    <Card title={texts.failures} id="failures">
      {effect.failed <= 5 && <p class="soft">{texts.noFailures}</p>}
      <Reasons caption={texts.failures} rows={effect.failed <= 5 ? [] : rows} />
    </Card>
  );
}

/** Codes that read the same are one line. */
function merged(rows: [string, number][]): [string, number][] {
  const counts = new Map<string, number[]>();
  for (const [name, count] of rows) counts.set(name, [...(counts.get(name) ?? []), count]);
  return [...counts].map(([name, all]) => [name, Math.max(5, peopleSum(all))]);
}

/** The reasons with their numbers. Those of few, who may be nobody, are one line. */
function Reasons({ caption, rows }: { caption: string; rows: [string, number][] }) {
  const texts = report.value;
  const sorted = rows.filter(([, count]) => count > 5).sort((a, b) => b[1] - a[1]);
  if (rows.length > sorted.length) sorted.push([sorted.length > 0 ? texts.otherReasons : texts.eachReason, 5]);
  if (sorted.length === 0) return null;
  return <CountTable class="reasons" caption={caption} heads={[texts.reason, texts.people]} rows={sorted} />;
}

function OptOuts({ effect }: { effect: Effect }) {
  const texts = report.value;
  const many = effect.optedOut > 5;
  return (
    <Card title={texts.optOuts} id="opt-outs">
      <p>
        {many
          ? texts.optedOut(numberText(effect.optedOut), texts.ofTold(part(effect.optedOut, effect.told)))
          : texts.optedOutFew}
      </p>
    </Card>
  );
}
