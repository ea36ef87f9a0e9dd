// What an approver sees: the whole content as citizens and the service get it, and the decision. Others of the team see
// the same without the decision.
import { useEffect, useState } from "preact/hooks";
import { type ApiError, asApiError } from "../api";
import { Decide } from "../approve/Decide";
import { Start } from "../approve/Start";
import { names, readKnown } from "../campaigns";
import { desk } from "../desk";
import { DryRun } from "../editor/DryRun";
import { readCampaign } from "../editor/useDraft";
import { aboutText, momentText, numberText } from "../moments";
import type { CampaignFullFragment } from "../operations.generated";
import { adviceText, Back, Card, Failure, Loading, Note, Page, personText, StateBadge } from "../parts";
import { Phones } from "../phones";
import { link } from "../router";
import type { Group } from "../rule";
import { Log } from "../run/log";
import { sentenceOf } from "../sentence";
import { approve } from "../texts/approve";
import { list } from "../texts/list";
import { WEEKDAYS, weekdayWord } from "../words";

export function Approve({ id }: { id: string }) {
  const [shown, setShown] = useState<{ campaign: CampaignFullFragment; rule: Group | null } | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const read = async () => {
    setError(null);
    try {
      setShown(await readCampaign(id));
    } catch (cause) {
      setError(asApiError(cause));
    }
  };
  useEffect(() => {
    void readKnown();
    void read();
  }, [id]);
  if (error) return <Failure error={error} retry={() => void read()} />;
  if (!shown) return <Loading />;
  const { campaign, rule } = shown;
  return (
    <Page
      title={campaign.draft.title || list.value.untitled}
      above={<Back />}
      lead={<Lead campaign={campaign} />}
      actions={<Actions campaign={campaign} />}
    >
      <div class="approving">
        <Content campaign={campaign} rule={rule} />
        <div class="stack">
          <Decide
            campaign={campaign}
            readable={rule !== null}
            changed={(next) => setShown({ campaign: next, rule })}
            reload={read}
          />
          <Start campaign={campaign} changed={() => void read()} />
          <Log log={campaign.log} />
        </div>
      </div>
    </Page>
  );
}

function Lead({ campaign }: { campaign: CampaignFullFragment }) {
  const texts = approve.value;
  const { submitted, approval } = campaign;
  return (
    <>
      <p>
        <StateBadge state={campaign.state} />
      </p>
      <dl class="facts">
        <dt>{texts.by}</dt>
        <dd>{[...new Set([campaign.author, ...campaign.editors])].map(personText).join(", ")}</dd>
        {submitted && (
          <>
            <dt>{texts.submitted}</dt>
            <dd>{texts.at(personText(submitted.by), momentText(submitted.at))}</dd>
          </>
        )}
        {approval && (
          <>
            <dt>{texts.approved}</dt>
            <dd>
              {texts.at(personText(approval.by), momentText(approval.at))},{" "}
              {texts.audience(aboutText(approval.audience))}
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

const CHANGEABLE: readonly string[] = ["DRAFT", "SUBMITTED", "APPROVED", "SCHEDULED"];

function Actions({ campaign }: { campaign: CampaignFullFragment }) {
  const texts = approve.value;
  const changeable = CHANGEABLE.includes(campaign.state);
  return (
    <>
      {changeable && desk.value?.writes && (
        <a class="button" href={link(`/campaigns/${campaign.id}/edit`)}>
          {texts.edit}
        </a>
      )}
      {(!changeable || campaign.state === "SCHEDULED") && (
        <a class="button" href={link(`/campaigns/${campaign.id}`)}>
          {texts.follow}
        </a>
      )}
    </>
  );
}

function Content({ campaign, rule }: { campaign: CampaignFullFragment; rule: Group | null }) {
  const texts = approve.value;
  const { draft, warnings, problems } = campaign;
  const days = WEEKDAYS.filter((day) => draft.window.days.includes(day)).map(weekdayWord);
  return (
    <div class="stack">
      {problems.length > 0 && (
        <Note tone="bad">
          <p>
            <strong>{texts.problems}</strong>
          </p>
          <ul>
            {problems.map((each) => (
              <li key={each.path + each.message}>{adviceText(each)}</li>
            ))}
          </ul>
        </Note>
      )}
      <Card title={texts.who} id="who">
        {rule ? (
          <p class="sentence">{sentenceOf(rule, draft.minus, names)}</p>
        ) : (
          <Note tone="warn">
            <p>{texts.tooDeep}</p>
          </Note>
        )}
      </Card>
      <Card title={texts.what} id="what">
        <div class="seen">
          <Phones preview={campaign.preview} sender={desk.value?.organisation.name ?? ""} link={draft.link} />
          <div class="stack">
            <dl class="facts">
              <dt>{texts.title}</dt>
              <dd lang="nl">{draft.title}</dd>
              <dt>{texts.text}</dt>
              <dd lang="nl" class="written">
                {draft.text}
              </dd>
              <dt>{texts.push}</dt>
              <dd lang="nl">{draft.pushText}</dd>
              <dt>{texts.link}</dt>
              <dd>
                {draft.link ? (
                  <a href={draft.link} target="_blank" rel="noreferrer">
                    {draft.link}
                  </a>
                ) : (
                  texts.noLink
                )}
              </dd>
            </dl>
            {warnings.length > 0 && (
              <Note tone="warn">
                <p>
                  <strong>{texts.warnings}</strong>
                </p>
                <ul>
                  {warnings.map((each) => (
                    <li key={each.path + each.kind + each.excerpt} lang="nl">
                      {each.message} <span class="soft">“{each.excerpt}”</span>
                    </li>
                  ))}
                </ul>
              </Note>
            )}
          </div>
        </div>
      </Card>
      <Card title={texts.when} id="when">
        <dl class="facts">
          <dt>{texts.days}</dt>
          <dd>{days.join(", ")}</dd>
          <dt>{texts.hours}</dt>
          <dd>{texts.hoursText(draft.window.from, draft.window.until)}</dd>
          <dt>{texts.pace}</dt>
          <dd>{texts.paceText(numberText(draft.perMinute))}</dd>
          <dt>{texts.ends}</dt>
          <dd>{draft.expiresAt ? momentText(draft.expiresAt) : "—"}</dd>
        </dl>
      </Card>
      <Card title={texts.trial} id="trial">
        <DryRun key={campaign.hash} campaign={campaign} auto={campaign.state === "SUBMITTED" && desk.value?.approves} />
      </Card>
    </div>
  );
}
